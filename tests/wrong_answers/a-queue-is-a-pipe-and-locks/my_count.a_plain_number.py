# says: of 2 that wait 0 came back
from multiprocessing import Condition


class Unfinished:
    def __init__(self):
        self.changed = Condition()
        self.count = 0

    def add(self):
        with self.changed:
            self.count += 1

    def done(self):
        with self.changed:
            if self.count == 0:
                raise ValueError
            self.count -= 1
            self.changed.notify_all()

    def wait(self):
        with self.changed:
            self.changed.wait_for(lambda: self.count == 0)
