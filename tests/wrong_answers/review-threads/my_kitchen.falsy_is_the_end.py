# says: dish 1, then dish 0: ['dish 1']
from queue import Queue
from threading import Thread, Lock
class Kitchen:
    def __init__(self, cook):
        self.cook, self.orders, self.done, self.lock, self.open = cook, Queue(), [], Lock(), True
        self.t = Thread(target=self.work)
        self.t.start()
    def work(self):
        while dish := self.orders.get():
            self.done.append(self.cook(dish))
    def order(self, dish):
        with self.lock:
            if not self.open: raise RuntimeError
            self.orders.put(dish)
    def close(self):
        with self.lock:
            self.open = False
            self.orders.put("")
        self.t.join()
        return self.done
