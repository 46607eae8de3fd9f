# says: close came back, and the thread goes on
from queue import Queue
from threading import Thread, Lock
class Kitchen:
    def __init__(self, cook):
        self.cook, self.orders, self.done, self.lock, self.open = cook, Queue(), [], Lock(), True
        Thread(target=self.work, daemon=True).start()
    def work(self):
        while True:
            self.done.append(self.cook(self.orders.get()))
            self.orders.task_done()
    def order(self, dish):
        with self.lock:
            if not self.open: raise RuntimeError
            self.orders.put(dish)
    def close(self):
        with self.lock: self.open = False
        self.orders.join()
        return self.done
