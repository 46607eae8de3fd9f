# says: it is closed, and an order is accepted
from queue import Queue
from threading import Thread


class Kitchen:
    def __init__(self, cook):
        self.cook, self.done, self.orders = cook, [], Queue()
        self.thread = Thread(target=self.work)
        self.thread.start()

    def work(self):
        while (dish := self.orders.get()) is not None:
            self.done.append(self.cook(dish))

    def order(self, dish):
        self.orders.put(dish)

    def close(self):
        self.orders.put(None)
        self.thread.join()
        return self.done
