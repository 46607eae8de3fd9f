# says: you took half a wish
from threading import Lock


class Hall:
    def __init__(self, seats):
        self.free = set(seats)
        self.lock = Lock()

    def reserve(self, seats):
        with self.lock:
            for seat in seats:
                if seat not in self.free:
                    return False
                self.free.remove(seat)
            return True
