# says: came in this order, and went
from dataclasses import dataclass, field
from queue import PriorityQueue


@dataclass(order=True)
class Order:
    urgency: int
    work: object = field(compare=False)


class Orders:
    def __init__(self):
        self.queue = PriorityQueue()

    def put(self, urgency, work):
        self.queue.put(Order(urgency, work))

    def get(self):
        return self.queue.get().work
