# says: open after 1 of 2
from threading import Condition


class Latch:
    def __init__(self, count):
        self.count = count
        self.changed = Condition()

    def count_down(self):
        with self.changed:
            self.count -= 1
            self.changed.notify_all()

    def wait(self):
        with self.changed:
            if self.count > 0:
                self.changed.wait()
