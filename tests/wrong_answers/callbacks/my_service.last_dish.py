# says: and the soup?
def serve_each(kitchen, cook, dishes, serve):
    for dish in dishes:
        order = kitchen.submit(cook, dish)
        order.add_done_callback(
            lambda order: serve(dish, order.exception() or order.result())
        )
