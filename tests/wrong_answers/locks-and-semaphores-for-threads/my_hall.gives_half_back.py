# says: of two families, 0 have seats A1
from threading import Lock


class Hall:
    def __init__(self, seats):
        self.free = set(seats)
        self.lock = Lock()

    def take(self, seat):
        with self.lock:
            free = seat in self.free
            self.free.discard(seat)
            return free

    def reserve(self, seats):
        taken = []
        for seat in seats:
            if not self.take(seat):
                with self.lock:
                    self.free.update(taken)
                return False
            taken.append(seat)
        return True
