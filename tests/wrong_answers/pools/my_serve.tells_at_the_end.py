# says: you wait before you tell it
def serve_all(pool, cook, dishes, tell):
    orders = [pool.submit(cook, dish) for dish in dishes]
    served = [order.result() for order in orders]
    for dish in dishes:
        tell(dish)
    return served
