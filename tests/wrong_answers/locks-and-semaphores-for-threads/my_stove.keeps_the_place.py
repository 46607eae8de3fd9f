# says: waiting for ever: a place is missing or kept
from threading import Lock, Semaphore


class Stove:
    def __init__(self, places):
        self.served = 0
        self.places = Semaphore(places)
        self.lock = Lock()

    def use(self, cook):
        self.places.acquire()
        cook()
        with self.lock:
            self.served += 1
        self.places.release()
