# says: pop from an empty deque
from collections import deque
from threading import Condition


class Counter:
    def __init__(self, places):
        self.places = places
        self.dishes = deque()
        self.changed = Condition()

    def put(self, dish):
        with self.changed:
            if len(self.dishes) >= self.places:
                self.changed.wait()
            self.dishes.append(dish)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            if not self.dishes:
                self.changed.wait()
            self.changed.notify_all()
            return self.dishes.popleft()
