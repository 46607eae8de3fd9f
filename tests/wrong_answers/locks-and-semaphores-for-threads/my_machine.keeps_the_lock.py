# says: is the lock given back
from threading import Lock
class NumberMachine:
    def __init__(self):
        self.last = 0
        self.lock = Lock()
    def draw(self):
        self.lock.acquire()
        self.last += 1
        return self.last
        self.lock.release()
