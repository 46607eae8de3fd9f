# says: let the pool cook
from collections import deque
from concurrent.futures import ThreadPoolExecutor
def stream(pool, work, items, window):
    with ThreadPoolExecutor(window) as mine:
        orders = deque()
        for item in items:
            orders.append(mine.submit(work, item))
            if len(orders) == window:
                yield orders.popleft().result()
        while orders:
            yield orders.popleft().result()
