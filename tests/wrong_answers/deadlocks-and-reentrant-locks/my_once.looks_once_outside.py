# says: 2 ovens were made
from threading import Lock


class Once:
    def __init__(self, make):
        self.make, self.lock = make, Lock()
        self.made = False

    def get(self):
        if not self.made:
            with self.lock:
                self.value = self.make()
                self.made = True
        return self.value
