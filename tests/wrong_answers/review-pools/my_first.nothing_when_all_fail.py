# says: both fail, and you return None
from concurrent.futures import as_completed


def first(pool, works):
    orders = [pool.submit(work) for work in works]
    for order in as_completed(orders):
        if not order.exception():
            for other in orders:
                other.cancel()
            return order.result()
