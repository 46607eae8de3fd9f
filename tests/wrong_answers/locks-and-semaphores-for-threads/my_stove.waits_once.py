# says: in one place
from threading import Condition
class Stove:
    def __init__(self, places):
        self.served, self.free, self.cond = 0, places, Condition()
    def use(self, cook):
        with self.cond:
            if not self.free:
                self.cond.wait()
            self.free -= 1
        try:
            cook()
            with self.cond:
                self.served += 1
        finally:
            with self.cond:
                self.free += 1
                self.cond.notify()
