# says: it was returned, not raised
from threading import Thread
class Cook(Thread):
    def __init__(self, cook, dish):
        super().__init__()
        self.cook, self.dish = cook, dish
    def run(self):
        try:
            self.result = self.cook(self.dish)
        except Exception as error:
            self.result = error
    def answer(self):
        self.join()
        if isinstance(self.result, Exception):
            raise self.result
        return self.result
