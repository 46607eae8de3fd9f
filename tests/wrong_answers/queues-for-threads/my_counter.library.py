# says: build it without queue
from queue import Queue
class Counter(Queue):
    pass
