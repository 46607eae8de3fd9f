# says: you wait for one who is not needed
def first(pool, works):
    orders = [pool.submit(work) for work in works]
    error = None
    for order in orders:
        try:
            got = order.result()
        except Exception as e:
            error = e
            continue
        for o in orders:
            o.cancel()
        return got
    raise error
