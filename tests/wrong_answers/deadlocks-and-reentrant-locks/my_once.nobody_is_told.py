# says: was the lock given back
from threading import Event, Lock
class Once:
    def __init__(self, make):
        self.make, self.lock, self.ready = make, Lock(), None
    def get(self):
        with self.lock:
            first = self.ready is None
            if first:
                self.ready = ready = Event()
            ready = self.ready
        if first:
            try:
                self.value = self.make()
            except Exception:
                with self.lock:
                    self.ready = None
                raise
            ready.set()
        ready.wait()
        return self.value
