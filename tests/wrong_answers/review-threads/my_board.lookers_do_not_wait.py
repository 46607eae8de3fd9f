# says: somebody looks while one writes
from threading import Lock


class Board:
    def __init__(self):
        self.lock = Lock()

    def begin_looking(self):
        with self.lock:
            pass

    def end_looking(self):
        pass

    def begin_writing(self):
        self.lock.acquire()

    def end_writing(self):
        self.lock.release()
