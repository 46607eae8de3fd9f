# says: close came back, and the thread goes on
from queue import Queue
from threading import Thread


class Kitchen:
    def __init__(self, cook):
        self.cook, self.done, self.orders = cook, [], Queue()
        self.is_closed = False
        self.thread = Thread(target=self.work)
        self.thread.start()

    def work(self):
        while (dish := self.orders.get()) is not None:
            self.done.append(self.cook(dish))

    def order(self, dish):
        if self.is_closed:
            raise RuntimeError("the kitchen is closed")
        self.orders.put(dish)

    def close(self):
        self.is_closed = True
        while not self.orders.empty():
            pass
        self.orders.put(None)
        return list(self.done)
