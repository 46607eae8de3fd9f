# says: for ever
from threading import Semaphore, Lock
class Board:
    def __init__(self):
        self.room, self.turn = Semaphore(2), Lock()
    def begin_looking(self):
        self.room.acquire()
    def end_looking(self):
        self.room.release()
    def begin_writing(self):
        with self.turn:
            self.room.acquire(); self.room.acquire()
    def end_writing(self):
        self.room.release(); self.room.release()
