# says: three
from threading import Condition
class Meeting:
    def __init__(self, parties):
        self.cond, self.first = Condition(), True
        self.round = 0
    def wait(self):
        with self.cond:
            if not self.first:
                self.first = True
                self.round += 1
                self.cond.notify_all()
                return
            self.first = False
            mine = self.round
            self.cond.wait_for(lambda: self.round != mine)
