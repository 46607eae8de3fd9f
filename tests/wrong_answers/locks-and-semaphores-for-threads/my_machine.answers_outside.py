# says: two customers have the numbers [2, 2]
from threading import Lock


class NumberMachine:
    def __init__(self):
        self.last = 0
        self.lock = Lock()

    def draw(self):
        with self.lock:
            self.last += 1
        return self.last
