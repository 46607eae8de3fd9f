# says: still running
from multiprocessing import Process, Queue


def work(look_up, dish, q):
    q.put((dish, look_up(dish)))


def prices(look_up, dishes):
    q = Queue()
    ps = [Process(target=work, args=(look_up, d, q)) for d in dishes]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    return dict(q.get() for _ in ps)
