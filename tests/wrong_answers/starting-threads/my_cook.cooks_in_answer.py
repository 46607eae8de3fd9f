# says: the answer came before the end
from threading import Thread


class Cook(Thread):
    def __init__(self, cook, dish):
        super().__init__()
        self.cook, self.dish = cook, dish

    def answer(self):
        return self.cook(self.dish)
