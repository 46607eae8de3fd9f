# says: though a place is free
class Limited:
    def __init__(self, pool, places):
        self.pool = pool

    def submit(self, work, *args):
        order = self.pool.submit(work, *args)
        try:
            order.result()
        except Exception:
            return self.pool.submit(int)
        return order
