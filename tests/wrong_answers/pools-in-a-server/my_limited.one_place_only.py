# says: though a place is free
from threading import Semaphore

class Limited:
    def __init__(self, pool, places):
        self.pool, self.places = pool, Semaphore(1)

    def submit(self, work, *args):
        self.places.acquire()
        try:
            order = self.pool.submit(work, *args)
        except RuntimeError:
            self.places.release()
            raise
        order.add_done_callback(lambda order: self.places.release())
        return order
