# says: was the lock given back
from threading import Lock


class Once:
    def __init__(self, make):
        self.make, self.lock = make, Lock()
        self.made = False

    def get(self):
        self.lock.acquire()
        if not self.made:
            self.value = self.make()
            self.made = True
        self.lock.release()
        return self.value
