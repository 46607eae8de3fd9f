# says: somebody waits for ever
from threading import Lock


class Board:
    def __init__(self):
        self.board = Lock()
        self.looking = 0

    def begin_looking(self):
        self.looking += 1
        if self.looking == 1:
            self.board.acquire()

    def end_looking(self):
        self.looking -= 1
        if self.looking == 0:
            self.board.release()

    def begin_writing(self):
        self.board.acquire()

    def end_writing(self):
        self.board.release()
