# says: a place that never comes back
from threading import Semaphore


class Limited:
    def __init__(self, pool, places):
        self.pool, self.places = pool, Semaphore(places)

    def submit(self, work, *args):
        self.places.acquire()
        order = self.pool.submit(work, *args)
        order.add_done_callback(lambda order: self.places.release())
        return order
