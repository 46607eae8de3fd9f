# says: 1, 2, 3 are expected
from threading import Lock


class NumberMachine:
    def __init__(self):
        self.last = 0
        self.lock = Lock()

    def draw(self):
        with self.lock:
            number = self.last
            self.last += 1
            return number
