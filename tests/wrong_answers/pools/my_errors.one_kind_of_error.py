# says: 'tea'
def cook_all(pool, cook, dishes):
    orders = [pool.submit(cook, dish) for dish in dishes]
    served = []
    for order in orders:
        try:
            served.append(order.result())
        except ValueError as error:
            served.append(error)
    return served
