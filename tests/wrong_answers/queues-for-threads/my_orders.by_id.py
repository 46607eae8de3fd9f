# says: came in this order, and went
from queue import PriorityQueue
class Orders:
    def __init__(self):
        self.queue = PriorityQueue()
    def put(self, urgency, work):
        self.queue.put((urgency, id(work), work))
    def get(self):
        return self.queue.get()[2]
