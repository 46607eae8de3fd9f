# says: '<' not supported between instances of 'function'
from queue import PriorityQueue


class Orders:
    def __init__(self):
        self.queue = PriorityQueue()

    def put(self, urgency, work):
        self.queue.put((urgency, work))

    def get(self):
        return self.queue.get()[1]
