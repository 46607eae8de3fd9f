# says: wait came back too early
from multiprocessing import Condition, Value


class Unfinished:
    def __init__(self):
        self.changed = Condition()
        self.count = Value("i", 0, lock=False)

    def add(self):
        with self.changed:
            self.count.value += 1

    def done(self):
        with self.changed:
            if self.count.value == 0:
                raise ValueError
            self.count.value -= 1
            self.changed.notify_all()

    def wait(self):
        with self.changed:
            if self.count.value:
                self.changed.wait()
