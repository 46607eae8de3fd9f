# says: no attribute 'grams'
from threading import local


class Scale:
    def __init__(self):
        self.own = local()
        self.own.grams = 0

    def weigh(self, things):
        for thing in things:
            self.own.grams += thing
        weight = self.own.grams
        self.own.grams = 0
        return weight
