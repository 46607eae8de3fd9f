# says: for ever
from threading import Condition
class Board:
    def __init__(self):
        self.cond, self.lookers, self.writing = Condition(), 0, False
    def begin_looking(self):
        with self.cond:
            while self.writing: self.cond.wait()
            self.lookers += 1
    def end_looking(self):
        with self.cond:
            self.lookers -= 1
            self.cond.notify()
    def begin_writing(self):
        with self.cond:
            while self.writing or self.lookers: self.cond.wait()
            self.writing = True
    def end_writing(self):
        with self.cond:
            self.writing = False
            self.cond.notify()
