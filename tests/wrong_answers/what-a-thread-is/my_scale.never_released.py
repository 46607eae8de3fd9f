# says: waits: acquire
from threading import Lock


class Scale:
    def __init__(self):
        self.lock = Lock()

    def weigh(self, things):
        self.lock.acquire()
        self.grams = 0
        for thing in things:
            self.grams = self.grams + thing
        return self.grams
