# says: a window of 2, and 4 are handed over
from collections import deque


def stream(pool, work, items, window):
    orders = deque()
    for item in items:
        orders.append(pool.submit(work, item))
        if len(orders) > window + 1:
            yield orders.popleft().result()
    for order in orders:
        yield order.result()
