# says: IndexError
import heapq
from threading import Condition
class Orders:
    def __init__(self):
        self.heap, self.cond, self.number = [], Condition(), 0
    def put(self, urgency, work):
        with self.cond:
            self.number += 1
            heapq.heappush(self.heap, (urgency, self.number, work))
            self.cond.notify()
    def get(self):
        with self.cond:
            if not self.heap:
                self.cond.wait()
            return heapq.heappop(self.heap)[2]
