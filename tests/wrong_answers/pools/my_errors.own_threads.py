# says: let the pool cook
from threading import Thread

def cook_all(pool, cook, dishes):
    results = [None] * len(dishes)
    def work(i, dish):
        try:
            results[i] = cook(dish)
        except Exception as e:
            results[i] = e
    ts = [Thread(target=work, args=pair) for pair in enumerate(dishes)]
    for t in ts: t.start()
    for t in ts: t.join()
    return results
