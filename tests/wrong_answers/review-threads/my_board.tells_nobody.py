# says: somebody waits for ever
from threading import Condition


class Board:
    def __init__(self):
        self.looking, self.writing = 0, False
        self.changed = Condition()

    def begin_looking(self):
        with self.changed:
            self.changed.wait_for(lambda: not self.writing)
            self.looking += 1

    def end_looking(self):
        with self.changed:
            self.looking -= 1

    def begin_writing(self):
        with self.changed:
            self.changed.wait_for(
                lambda: not self.writing and not self.looking
            )
            self.writing = True

    def end_writing(self):
        with self.changed:
            self.writing = False
