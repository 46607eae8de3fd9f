# says: for ever
from threading import Event, Lock
class Latch:
    def __init__(self, count):
        self.count, self.lock, self.open = count, Lock(), Event()
    def count_down(self):
        with self.lock:
            self.count -= 1
            if self.count <= 0:
                self.open.set()
    def wait(self):
        self.open.wait()
