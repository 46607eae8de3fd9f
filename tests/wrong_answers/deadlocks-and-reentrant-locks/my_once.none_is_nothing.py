# says: make returned None, and was called again
from threading import Lock


class Once:
    def __init__(self, make):
        self.make, self.lock = make, Lock()
        self.value = None

    def get(self):
        with self.lock:
            if self.value is None:
                self.value = self.make()
            return self.value
