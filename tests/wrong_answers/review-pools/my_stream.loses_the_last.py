# says: a menu of 7 and 8 gives []
from collections import deque


def stream(pool, work, items, window):
    orders = deque()
    for item in items:
        orders.append(pool.submit(work, item))
        if len(orders) == window:
            yield orders.popleft().result()
