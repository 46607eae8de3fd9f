# says: a place that never comes back
from threading import Semaphore


class Limited:
    def __init__(self, pool, places):
        self.pool, self.places = pool, Semaphore(places)

    def _work(self, work, args):
        result = work(*args)
        self.places.release()
        return result

    def submit(self, work, *args):
        self.places.acquire()
        return self.pool.submit(self._work, work, args)
