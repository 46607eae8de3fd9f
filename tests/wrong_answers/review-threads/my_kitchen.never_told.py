# says: somebody waits for ever
from queue import Queue
from threading import Thread


class Kitchen:
    def __init__(self, cook):
        self.cook, self.done, self.orders = cook, [], Queue()
        self.thread = Thread(target=self.work)
        self.thread.start()

    def work(self):
        while True:
            self.done.append(self.cook(self.orders.get()))

    def order(self, dish):
        self.orders.put(dish)

    def close(self):
        self.thread.join()
        return self.done
