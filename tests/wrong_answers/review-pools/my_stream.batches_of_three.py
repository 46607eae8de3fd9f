# says: a window of 2, and 3 are handed over
from threading import Semaphore
from itertools import islice
def stream(pool, work, items, window):
    items = iter(items)
    while batch := list(islice(items, 3)):
        yield from pool.map(work, batch)
