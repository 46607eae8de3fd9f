# says: somebody waits for ever
from queue import Queue
from threading import Thread


class Kitchen:
    def __init__(self, cooks):
        self.orders = Queue()
        self.cook = Thread(target=self.work)
        self.cook.start()

    def work(self):
        while (task := self.orders.get()) is not None:
            task()

    def submit(self, task):
        self.orders.put(task)

    def close(self):
        self.orders.put(None)
        self.cook.join()
