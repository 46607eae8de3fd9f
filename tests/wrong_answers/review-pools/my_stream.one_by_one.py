# says: you wait before you hand that one over
def stream(pool, work, items, window):
    for item in items:
        yield pool.submit(work, item).result()
