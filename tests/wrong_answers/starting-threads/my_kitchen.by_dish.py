# says: one result stands there twice
from threading import Thread
def cook_all(cook, dishes):
    results = {}
    def work(dish):
        results[dish] = cook(dish)
    threads = [Thread(target=work, args=(d,)) for d in dishes]
    for t in threads: t.start()
    for t in threads: t.join()
    return [results[d] for d in dishes]
