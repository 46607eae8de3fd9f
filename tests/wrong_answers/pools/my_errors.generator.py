# says: a list, not
def cook_all(pool, cook, dishes):
    orders = [pool.submit(cook, dish) for dish in dishes]
    for o in orders:
        yield o.exception() or o.result()
