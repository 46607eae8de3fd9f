# says: '<' not supported between instances of 'function'
from queue import PriorityQueue


class Orders:
    def __init__(self):
        self.queue, self.number = PriorityQueue(), 0

    def put(self, urgency, work):
        self.number += 1
        self.queue.put((urgency, self.number, work))

    def get(self):
        return self.queue.get()[2]
