# says: one done too many
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
            self.count.value -= 1
            self.changed.notify_all()

    def wait(self):
        with self.changed:
            self.changed.wait_for(lambda: self.count.value <= 0)
