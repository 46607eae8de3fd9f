# says: need not be made again
from threading import Lock

class Cupboard:
    def __init__(self, make):
        self.make, self.kept, self.lock = make, {}, Lock()

    def get(self, key):
        with self.lock:
            if not self.kept.get(key):
                self.kept[key] = self.make(key)
            return self.kept[key]
