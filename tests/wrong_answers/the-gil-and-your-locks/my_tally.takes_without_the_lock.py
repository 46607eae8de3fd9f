# says: of 2 orders, 3 are taken
from threading import Lock

class Tally:
    def __init__(self):
        self.counts, self.lock = {}, Lock()

    def add(self, dish):
        with self.lock:
            self.counts[dish] = self.counts.get(dish, 0) + 1

    def take(self):
        taken = self.counts
        self.counts = {}
        return taken
