# says: a second dish, and there is one place
from collections import deque
from threading import Condition


class Counter:
    def __init__(self, places):
        self.dishes = deque()
        self.changed = Condition()

    def put(self, dish):
        with self.changed:
            self.dishes.append(dish)
            self.changed.notify()

    def get(self):
        with self.changed:
            self.changed.wait_for(lambda: self.dishes)
            return self.dishes.popleft()
