# says: for ever
from threading import Event, Lock
class Cupboard:
    def __init__(self, make):
        self.make, self.kept, self.lock, self.ready = make, {}, Lock(), {}
    def get(self, key):
        with self.lock:
            first = key not in self.ready
            if first:
                self.ready[key] = Event()
            ready = self.ready[key]
        if first:
            try:
                self.kept[key] = self.make(key)
            except Exception:
                with self.lock:
                    del self.ready[key]
                raise
            ready.set()
        ready.wait()
        return self.kept[key]
