# says: keep it in run
from threading import Thread
class Cook(Thread):
    def __init__(self, cook, dish):
        super().__init__()
        self.cook, self.dish, self.error = cook, dish, None
    def run(self):
        try:
            self.result = self.cook(self.dish)
        except ValueError as error:
            self.error = error
    def answer(self):
        self.join()
        if self.error:
            raise self.error
        return self.result
