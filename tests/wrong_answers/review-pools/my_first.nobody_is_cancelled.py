# says: is not cancelled
from concurrent.futures import as_completed


def first(pool, works):
    orders = [pool.submit(work) for work in works]
    for order in as_completed(orders):
        if not order.exception():
            return order.result()
    return orders[0].result()
