# says: old fish is bad
def cook_all(pool, cook, dishes):
    orders = [pool.submit(cook, dish) for dish in dishes]
    served = []
    for order in orders:
        try:
            served.append(order.result())
        except Exception as error:
            served.append(str(error))
    return served
