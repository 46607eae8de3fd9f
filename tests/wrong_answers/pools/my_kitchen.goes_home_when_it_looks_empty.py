# says: closed when 0 of 3
from queue import Queue
from threading import Thread


class Kitchen:
    def __init__(self, cooks):
        self.orders = Queue()
        self.cooks = [Thread(target=self.work) for _ in range(cooks)]
        for cook in self.cooks:
            cook.start()

    def work(self):
        while not self.orders.empty():
            self.orders.get()()

    def submit(self, task):
        self.orders.put(task)

    def close(self):
        for cook in self.cooks:
            cook.join()
