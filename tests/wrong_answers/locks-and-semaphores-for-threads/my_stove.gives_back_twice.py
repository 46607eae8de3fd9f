# says: in one place
from threading import Semaphore, Lock
class Stove:
    def __init__(self, places):
        self.served, self.sem, self.lock = 0, Semaphore(places), Lock()
    def use(self, cook):
        self.sem.acquire()
        try:
            cook()
        except Exception:
            self.sem.release()
            raise
        else:
            with self.lock: self.served += 1
        finally:
            self.sem.release()
