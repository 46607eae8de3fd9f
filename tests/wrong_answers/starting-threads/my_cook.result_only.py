# says: keep it in run
from threading import Thread


class Cook(Thread):
    def __init__(self, cook, dish):
        super().__init__()
        self.cook, self.dish = cook, dish
        self.result = None

    def run(self):
        self.result = self.cook(self.dish)

    def answer(self):
        self.join()
        return self.result
