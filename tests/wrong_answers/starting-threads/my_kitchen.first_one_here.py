# says: outside of threads
from threading import Thread
def cook_all(cook, dishes):
    results = [None] * len(dishes)
    def work(n):
        results[n] = cook(dishes[n])
    threads = [Thread(target=work, args=(n,)) for n in range(1, len(dishes))]
    for t in threads: t.start()
    work(0)
    for t in threads: t.join()
    return results
