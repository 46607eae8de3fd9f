# says: of two who look, one is still there
from threading import Condition


class Board:
    def __init__(self):
        self.looking, self.writing = False, False
        self.changed = Condition()

    def begin_looking(self):
        with self.changed:
            self.changed.wait_for(lambda: not self.writing)
            self.looking = True

    def end_looking(self):
        with self.changed:
            self.looking = False
            self.changed.notify_all()

    def begin_writing(self):
        with self.changed:
            self.changed.wait_for(
                lambda: not self.writing and not self.looking
            )
            self.writing = True

    def end_writing(self):
        with self.changed:
            self.writing = False
            self.changed.notify_all()
