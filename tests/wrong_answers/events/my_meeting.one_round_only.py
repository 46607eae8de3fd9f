# says: round 2 begins when 3 have come
from threading import Condition


class Meeting:
    def __init__(self, parties):
        self.parties = parties
        self.here = 0
        self.full = Condition()

    def wait(self):
        with self.full:
            self.here += 1
            self.full.notify_all()
            self.full.wait_for(lambda: self.here >= self.parties)
