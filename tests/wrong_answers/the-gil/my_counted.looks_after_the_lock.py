# says: freed 2 times
from threading import Lock

class Counted:
    def __init__(self, free):
        self.free, self.count, self.lock = free, 1, Lock()

    def references(self):
        with self.lock:
            return self.count

    def take(self):
        with self.lock:
            self.count += 1

    def drop(self):
        with self.lock:
            self.count -= 1
        if self.references() == 0:
            self.free()
