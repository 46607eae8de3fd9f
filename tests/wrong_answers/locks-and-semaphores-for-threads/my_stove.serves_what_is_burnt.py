# says: a burnt soup is not served
from threading import Lock, Semaphore


class Stove:
    def __init__(self, places):
        self.served = 0
        self.places = Semaphore(places)
        self.lock = Lock()

    def use(self, cook):
        with self.places:
            with self.lock:
                self.served += 1
            cook()
