# says: you wait for one who is not needed
def first(pool, works):
    orders = [pool.submit(work) for work in works]
    errors = [order.exception() for order in orders]
    for order, error in zip(orders, errors, strict=True):
        if error is None:
            return order.result()
    raise errors[0]
