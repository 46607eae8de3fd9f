# says: 2 have cooked, served is 1
from threading import Semaphore


class Stove:
    def __init__(self, places):
        self.served = 0
        self.places = Semaphore(places)

    def use(self, cook):
        with self.places:
            cook()
            self.served += 1
