# says: two processes add at the same time
from multiprocessing import Condition, Value

class Unfinished:
    def __init__(self):
        self.changed = Condition()
        self.count = Value("i", 0)
    def add(self):
        self.count.value += 1
    def done(self):
        if self.count.value == 0:
            raise ValueError
        self.count.value -= 1
        with self.changed:
            self.changed.notify_all()
    def wait(self):
        with self.changed:
            self.changed.wait_for(lambda: self.count.value == 0)
