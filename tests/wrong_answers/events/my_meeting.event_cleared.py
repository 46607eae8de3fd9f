# says: somebody waits for ever
from threading import Event, Lock


class Meeting:
    def __init__(self, parties):
        self.parties, self.here = parties, 0
        self.lock, self.full = Lock(), Event()

    def wait(self):
        with self.lock:
            self.here += 1
            if self.here == self.parties:
                self.here = 0
                self.full.set()
        self.full.wait()
        self.full.clear()
