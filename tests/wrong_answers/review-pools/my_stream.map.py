# says: the menu has no end
def stream(pool, work, items, window):
    yield from pool.map(work, items)
