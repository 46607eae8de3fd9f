# says: two customers have the numbers [1, 1]
from threading import Lock


class NumberMachine:
    def __init__(self):
        self.last = 0

    def draw(self):
        with Lock():
            self.last += 1
            return self.last
