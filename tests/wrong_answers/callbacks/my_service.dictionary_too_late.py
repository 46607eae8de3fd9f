# says: the rice waits until you serve the soup
def serve_each(kitchen, cook, dishes, serve):
    dish_of = {}

    def serve_one(order):
        serve(dish_of[order], order.exception() or order.result())

    for dish in dishes:
        order = kitchen.submit(cook, dish)
        order.add_done_callback(serve_one)
        dish_of[order] = dish
