# says: IndexError
from collections import deque, Counter
class Tally:
    def __init__(self):
        self.orders = deque()
    def add(self, dish):
        self.orders.append(dish)
    def take(self):
        n = len(self.orders)
        taken = Counter(list(self.orders)[:n])
        for _ in range(n):
            self.orders.popleft()
        return taken
