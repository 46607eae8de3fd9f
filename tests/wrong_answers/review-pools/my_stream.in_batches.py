# says: you wait before you hand that one over
from itertools import islice


def stream(pool, work, items, window):
    items = iter(items)
    while batch := list(islice(items, window)):
        yield from pool.map(work, batch)
