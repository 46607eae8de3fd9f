# says: has no attribute 'value'
from threading import Lock


class Once:
    def __init__(self, make):
        self.make, self.lock = make, Lock()
        self.made = False

    def get(self):
        if not self.made:
            with self.lock:
                if not self.made:
                    self.made = True
                    self.value = self.make()
        return self.value
