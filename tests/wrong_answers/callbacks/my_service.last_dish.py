# says: the rice waits until you serve the soup
def serve_each(kitchen, cook, dishes, serve):
    for dish in dishes:

        def serve_one(order):
            what = order.exception() or order.result()
            serve(dish, what)  # noqa: B023

        kitchen.submit(cook, dish).add_done_callback(serve_one)
