# says: un-acquired lock
from threading import RLock, Lock
class Board:
    def __init__(self):
        self.lookers, self.count_lock, self.room = 0, Lock(), RLock()
    def begin_looking(self):
        with self.count_lock:
            self.lookers += 1
            if self.lookers == 1:
                self.room.acquire()
    def end_looking(self):
        with self.count_lock:
            self.lookers -= 1
            if self.lookers == 0:
                self.room.release()
    def begin_writing(self):
        self.room.acquire()
    def end_writing(self):
        self.room.release()
