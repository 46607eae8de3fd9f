# says: each by its own process, not by 2
from multiprocessing import Process, SimpleQueue

def worker(fetch, todo):
    while (page := todo.get()) is not None:
        fetch(page)

def fetch_all(fetch, pages, at_once):
    todo = SimpleQueue()
    for page in pages:
        todo.put(page)
    ps = []
    for _ in range(at_once):
        todo.put(None)
        ps.append(Process(target=worker, args=(fetch, todo)))
        ps[-1].start()
    for p in ps:
        p.join()
