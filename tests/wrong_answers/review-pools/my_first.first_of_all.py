# says: an error comes out
from concurrent.futures import as_completed


def first(pool, works):
    orders = [pool.submit(work) for work in works]
    for order in as_completed(orders):
        for other in orders:
            other.cancel()
        return order.result()
