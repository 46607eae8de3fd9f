# says: closed when
from queue import Queue
from threading import Thread


class Kitchen:
    def __init__(self, cooks):
        self.orders, self.cooks = Queue(), cooks
        for _ in range(cooks):
            Thread(target=self.work).start()

    def work(self):
        while (task := self.orders.get()) is not None:
            task()

    def submit(self, task):
        self.orders.put(task)

    def close(self):
        for _ in range(self.cooks):
            self.orders.put(None)
