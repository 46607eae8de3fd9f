# says: 2 places, and 3 are handed over
from threading import Semaphore


class Limited:
    def __init__(self, pool, places):
        self.pool, self.places = pool, Semaphore(places)

    def submit(self, work, *args):
        with self.places:
            return self.pool.submit(work, *args)
