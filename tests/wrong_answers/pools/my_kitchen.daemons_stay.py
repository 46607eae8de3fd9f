# says: threads that have not ended: 2
from queue import Queue
from threading import Thread

class Kitchen:
    def __init__(self, cooks):
        self.orders = Queue()
        for _ in range(cooks):
            Thread(target=self.work, daemon=True).start()

    def work(self):
        while True:
            self.orders.get()()
            self.orders.task_done()

    def submit(self, task):
        self.orders.put(task)

    def close(self):
        self.orders.join()
