# says: somebody waits for ever
from threading import Condition


class Meeting:
    def __init__(self, parties):
        self.parties = parties
        self.here = 0
        self.full = Condition()

    def wait(self):
        with self.full:
            self.here += 1
            if self.here < self.parties:
                self.full.wait()
            else:
                self.here = 0
