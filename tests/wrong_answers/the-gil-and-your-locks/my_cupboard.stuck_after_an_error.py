# says: somebody waits for a lock for ever
from threading import Lock

class Cupboard:
    def __init__(self, make):
        self.make, self.kept, self.lock = make, {}, Lock()

    def get(self, key):
        self.lock.acquire()
        if key not in self.kept:
            self.kept[key] = self.make(key)
        self.lock.release()
        return self.kept[key]
