# says: keep it in run, raise it in answer, after join
from threading import Thread


class Cook(Thread):
    def __init__(self, cook, dish):
        super().__init__()
        self.cook, self.dish = cook, dish
        self.error = None

    def run(self):
        try:
            self.result = self.cook(self.dish)
        except Exception as error:
            self.error = error

    def answer(self):
        if self.error is not None:
            raise self.error
        return self.result
