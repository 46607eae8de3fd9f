# says: somebody waits for ever
from queue import Queue
from threading import Thread

class Kitchen:
    def __init__(self, cooks):
        self.orders = Queue(cooks)
        self.cooks = [Thread(target=self.work) for _ in range(cooks)]
        for cook in self.cooks:
            cook.start()

    def work(self):
        while (task := self.orders.get()) is not None:
            task()

    def submit(self, task):
        self.orders.put(task)

    def close(self):
        for _ in self.cooks:
            self.orders.put(None)
        for cook in self.cooks:
            cook.join()
