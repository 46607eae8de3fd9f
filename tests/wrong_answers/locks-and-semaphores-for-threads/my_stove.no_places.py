# says: two cook at the same time
from threading import Lock


class Stove:
    def __init__(self, places):
        self.served = 0
        self.lock = Lock()

    def use(self, cook):
        cook()
        with self.lock:
            self.served += 1
