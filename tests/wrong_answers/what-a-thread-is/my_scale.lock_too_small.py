# says: Ada's things weigh 3, not
from threading import Lock


class Scale:
    def __init__(self):
        self.lock = Lock()

    def weigh(self, things):
        self.grams = 0
        for thing in things:
            with self.lock:
                self.grams = self.grams + thing
        return self.grams
