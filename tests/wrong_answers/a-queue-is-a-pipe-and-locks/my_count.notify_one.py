# says: of 2 that wait 1 came back
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
            self.changed.notify()
    def wait(self):
        with self.changed:
            while self.count.value:
                self.changed.wait()
