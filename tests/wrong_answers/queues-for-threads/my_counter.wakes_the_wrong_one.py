# says: somebody waits for ever
from collections import deque
from threading import Condition


class Counter:
    def __init__(self, places):
        self.places = places
        self.dishes = deque()
        self.changed = Condition()

    def put(self, dish):
        with self.changed:
            while len(self.dishes) >= self.places:
                self.changed.wait()
            self.dishes.append(dish)
            self.changed.notify()

    def get(self):
        with self.changed:
            while not self.dishes:
                self.changed.wait()
            dish = self.dishes.popleft()
            self.changed.notify()
            return dish
