# says: you return, and told are
def serve_all(pool, cook, dishes, tell):
    orders = []
    for dish in dishes:
        order = pool.submit(cook, dish)
        order.add_done_callback(lambda done, dish=dish: tell(dish))
        orders.append(order)
    return [order.result() for order in orders]
