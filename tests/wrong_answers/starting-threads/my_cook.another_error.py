# says: was raised, not ValueError
from threading import Thread
class Cook(Thread):
    def __init__(self, cook, dish):
        super().__init__()
        self.cook, self.dish, self.failed = cook, dish, False
    def run(self):
        try:
            self.result = self.cook(self.dish)
        except Exception as error:
            self.failed = True
    def answer(self):
        self.join()
        if self.failed:
            raise ValueError("failed")
        return self.result
