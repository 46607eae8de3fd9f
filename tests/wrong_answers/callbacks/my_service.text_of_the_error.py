# says: not the exception
def serve_each(kitchen, cook, dishes, serve):
    for dish in dishes:
        def tell(o, dish=dish):
            serve(dish, str(o.exception() or o.result()))
        kitchen.submit(cook, dish).add_done_callback(tell)
