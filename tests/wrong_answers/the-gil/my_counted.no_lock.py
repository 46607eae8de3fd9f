# says: freed, and the owner still holds it
from threading import Lock

class Counted:
    def __init__(self, free):
        self.free, self.count, self.lock = free, 1, Lock()

    def references(self):
        with self.lock:
            return self.count

    def take(self):
        self.count += 1

    def drop(self):
        self.count -= 1
        if self.count == 0:
            self.free()
