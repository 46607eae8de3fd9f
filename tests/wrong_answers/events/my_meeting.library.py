# says: build it without Barrier
from threading import Barrier
class Meeting:
    def __init__(self, parties):
        self.barrier = Barrier(parties)
    def wait(self):
        self.barrier.wait()
