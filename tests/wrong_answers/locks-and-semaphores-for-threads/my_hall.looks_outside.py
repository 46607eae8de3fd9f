# says: of two families, 2 have seats A1
from threading import Lock


class Hall:
    def __init__(self, seats):
        self.free = set(seats)
        self.lock = Lock()

    def reserve(self, seats):
        if not self.free.issuperset(seats):
            return False
        with self.lock:
            self.free.difference_update(seats)
            return True
