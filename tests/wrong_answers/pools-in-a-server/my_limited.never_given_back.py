# says: a place that never comes back
from threading import Semaphore


class Limited:
    def __init__(self, pool, places):
        self.pool, self.places = pool, Semaphore(places)

    def submit(self, work, *args):
        self.places.acquire()
        return self.pool.submit(work, *args)
