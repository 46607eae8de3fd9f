# says: a window of 2, and 3 are handed over
def stream(pool, work, items, window):
    orders = []
    for item in items:
        orders.append(pool.submit(work, item))
        if len(orders) > window:
            yield orders.pop(0).result()
    while orders:
        yield orders.pop(0).result()
