# says: Ada's things weigh
import threading
class Scale:
    def __init__(self):
        self.grams = {}
    def weigh(self, things):
        me = threading.current_thread().name
        self.grams[me] = 0
        for thing in things:
            self.grams[me] += thing
        return self.grams[me]
