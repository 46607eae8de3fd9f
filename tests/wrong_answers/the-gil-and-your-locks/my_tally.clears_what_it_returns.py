# says: counted: {}
from threading import Lock

class Tally:
    def __init__(self):
        self.counts, self.lock = {}, Lock()

    def add(self, dish):
        with self.lock:
            self.counts[dish] = self.counts.get(dish, 0) + 1

    def take(self):
        with self.lock:
            taken = self.counts
            self.counts.clear()
        return taken
