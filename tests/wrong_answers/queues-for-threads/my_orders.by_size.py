# says: '<' not supported between instances of 'function'
from queue import PriorityQueue
from threading import Lock
class Orders:
    def __init__(self):
        self.queue, self.lock = PriorityQueue(), Lock()
    def put(self, urgency, work):
        with self.lock:
            self.queue.put((urgency, self.queue.qsize(), work))
    def get(self):
        return self.queue.get()[2]
