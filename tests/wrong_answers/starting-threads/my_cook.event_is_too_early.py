# says: the answer came before the end
from threading import Thread, Event
class Cook(Thread):
    def __init__(self, cook, dish):
        super().__init__()
        self.cook, self.dish, self.error, self.done = cook, dish, None, Event()
    def run(self):
        try:
            self.result = self.cook(self.dish)
        except Exception as error:
            self.error = error
        self.done.set()
    def answer(self):
        self.done.wait()
        if self.error:
            raise self.error
        return self.result
