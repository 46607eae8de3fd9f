# says: you wait for one who is not needed
from threading import Thread
from queue import Queue
def first(pool, works):
    q = Queue()
    def run(w):
        try:
            q.put((True, w()))
        except Exception as e:
            q.put((False, e))
    n = 0
    for w in works:
        run(w)
        ok, r = q.get()
        if ok:
            return r
    raise r
