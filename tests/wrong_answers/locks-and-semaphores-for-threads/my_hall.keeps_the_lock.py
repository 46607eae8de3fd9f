# says: somebody left, and kept the lock
from threading import Lock


class Hall:
    def __init__(self, seats):
        self.free = set(seats)
        self.lock = Lock()

    def reserve(self, seats):
        self.lock.acquire()
        if not self.free.issuperset(seats):
            return False
        self.free.difference_update(seats)
        self.lock.release()
        return True
