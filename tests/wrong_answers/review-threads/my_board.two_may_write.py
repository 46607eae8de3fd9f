# says: another one is writing
from threading import Condition


class Board:
    def __init__(self):
        self.looking, self.writing = 0, 0
        self.changed = Condition()

    def begin_looking(self):
        with self.changed:
            self.changed.wait_for(lambda: not self.writing)
            self.looking += 1

    def end_looking(self):
        with self.changed:
            self.looking -= 1
            self.changed.notify_all()

    def begin_writing(self):
        with self.changed:
            self.changed.wait_for(lambda: not self.looking)
            self.writing += 1

    def end_writing(self):
        with self.changed:
            self.writing -= 1
            self.changed.notify_all()
