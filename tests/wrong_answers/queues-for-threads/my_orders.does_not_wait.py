# says: IndexError
from heapq import heappop, heappush
from threading import Lock


class Orders:
    def __init__(self):
        self.orders, self.number, self.lock = [], 0, Lock()

    def put(self, urgency, work):
        with self.lock:
            self.number += 1
            heappush(self.orders, (urgency, self.number, work))

    def get(self):
        with self.lock:
            return heappop(self.orders)[2]
