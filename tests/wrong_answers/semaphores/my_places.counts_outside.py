# says: this order goes wrong
from threading import Condition


class Places:
    def __init__(self, free):
        self.free = free
        self.changed = Condition()

    def enter(self):
        with self.changed:
            while self.free == 0:
                self.changed.wait()
        self.free -= 1

    def leave(self):
        self.free += 1
        with self.changed:
            self.changed.notify()
