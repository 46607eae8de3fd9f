# says: came in this order, and went
from itertools import count
from queue import PriorityQueue


class Orders:
    def __init__(self):
        self.queue, self.numbers = PriorityQueue(), count(0, -1)

    def put(self, urgency, work):
        self.queue.put((urgency, next(self.numbers), work))

    def get(self):
        return self.queue.get()[2]
