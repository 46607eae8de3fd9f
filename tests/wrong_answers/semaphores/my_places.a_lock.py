# says: deadlock
from threading import Lock

class Places:
    def __init__(self, free):
        self.lock = Lock()

    def enter(self):
        self.lock.acquire()

    def leave(self):
        self.lock.release()
