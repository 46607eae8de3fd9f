# says: the stove is lit after you
def serve_each(kitchen, cook, dishes, serve):
    orders = [(dish, kitchen.submit(cook, dish)) for dish in dishes]
    for dish, order in orders:
        serve(dish, order.exception() or order.result())
