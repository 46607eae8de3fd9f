# says: 2 places, and 3 are handed over
from threading import Semaphore

class Limited:
    def __init__(self, pool, places):
        self.pool, self.places = pool, Semaphore(places)

    def submit(self, work, *args):
        try:
            order = self.pool.submit(work, *args)
        except RuntimeError:
            raise
        order.add_done_callback(lambda order: self.places.release())
        self.places.acquire()
        return order
