# says: soup is not tea
from threading import Lock
class Cupboard:
    def __init__(self, make):
        self.make, self.made, self.lock = make, False, Lock()
    def get(self, key):
        with self.lock:
            if not self.made:
                self.thing = self.make(key)
                self.made = True
            return self.thing
