# says: made 2 times
from threading import Lock

class Cupboard:
    def __init__(self, make):
        self.make, self.kept, self.lock = make, {}, Lock()

    def get(self, key):
        if key not in self.kept:
            with self.lock:
                self.kept[key] = self.make(key)
        return self.kept[key]
