# says: of 2 that wait 0 came back
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

    def wait(self):
        with self.changed:
            self.changed.wait_for(lambda: self.count.value == 0)
