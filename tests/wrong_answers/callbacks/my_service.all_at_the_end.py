# says: the rice waits until you serve the soup
def serve_each(kitchen, cook, dishes, serve):
    orders = [kitchen.submit(cook, d) for d in dishes]
    def all_done(_):
        for d, o in zip(dishes, orders):
            serve(d, o.exception() or o.result())
    orders[-1].add_done_callback(all_done)
