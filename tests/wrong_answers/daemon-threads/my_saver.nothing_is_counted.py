# says: somebody waits for ever
from queue import Queue
from threading import Thread


class Saver:
    def __init__(self, write):
        self.write = write
        self.orders = Queue()
        self.thread = Thread(target=self.work, daemon=True)
        self.thread.start()

    def work(self):
        while True:
            self.write(self.orders.get())

    def save(self, order):
        self.orders.put(order)

    def close(self):
        self.orders.join()
