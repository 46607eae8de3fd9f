# says: waiting for ever: a place is missing
from threading import Lock


class Stove:
    def __init__(self, places):
        self.served = 0
        self.lock = Lock()

    def use(self, cook):
        with self.lock:
            cook()
            self.served += 1
