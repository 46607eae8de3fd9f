# says: there is no seat B1
from threading import Lock
class Hall:
    def __init__(self, seats):
        self.taken, self.lock = set(), Lock()
    def reserve(self, seats):
        with self.lock:
            if self.taken & set(seats):
                return False
            self.taken |= set(seats)
            return True
