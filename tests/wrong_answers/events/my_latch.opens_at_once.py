# says: open after 1 of 2
from threading import Event


class Latch:
    def __init__(self, count):
        self.count = count
        self.is_open = Event()

    def count_down(self):
        self.count -= 1
        self.is_open.set()

    def wait(self):
        self.is_open.wait()
