# says: raise one of their errors
from concurrent.futures import as_completed

def first(pool, works):
    orders = [pool.submit(work) for work in works]
    for order in as_completed(orders):
        if order.exception() is None:
            for o in orders: o.cancel()
            return order.result()
    raise ValueError("all failed")
