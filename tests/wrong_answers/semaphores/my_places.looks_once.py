# says: there was no place
from threading import Condition


class Places:
    def __init__(self, free):
        self.free = free
        self.changed = Condition()

    def enter(self):
        with self.changed:
            if self.free == 0:
                self.changed.wait()
            self.free -= 1

    def leave(self):
        with self.changed:
            self.free += 1
            self.changed.notify()
