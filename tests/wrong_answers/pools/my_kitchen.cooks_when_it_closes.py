# says: somebody waits for ever
from threading import Thread
from queue import Queue

class Kitchen:
    def __init__(self, cooks):
        self.orders, self.n = Queue(), cooks

    def work(self):
        while (task := self.orders.get()) is not None:
            task()

    def submit(self, task):
        self.orders.put(task)

    def close(self):
        cooks = [Thread(target=self.work) for _ in range(self.n)]
        for c in cooks:
            self.orders.put(None)
            c.start()
        for c in cooks:
            c.join()
