# says: the cooks never met
from threading import Thread


class Cook(Thread):
    def __init__(self, cook, dish):
        super().__init__()
        self.cook, self.dish = cook, dish

    def run(self):
        self.result = self.cook(self.dish)


def cook_all(cook, dishes):
    cooks = [Cook(cook, dish) for dish in dishes]
    for thread in cooks:
        thread.run()
    return [thread.result for thread in cooks]
