# says: for ever
from threading import Condition
class Meeting:
    def __init__(self, parties):
        self.parties, self.here, self.round, self.cond = parties, 0, 0, Condition()
    def wait(self):
        with self.cond:
            self.here += 1
            if self.here == self.parties:
                self.here = 0
                self.round += 1
                self.cond.notify()
                return
            mine = self.round
            while self.round == mine:
                self.cond.wait()
