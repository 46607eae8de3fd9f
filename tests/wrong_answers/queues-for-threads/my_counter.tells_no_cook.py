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
            self.changed.wait_for(lambda: len(self.dishes) < self.places)
            self.dishes.append(dish)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            self.changed.wait_for(lambda: self.dishes)
            return self.dishes.popleft()
