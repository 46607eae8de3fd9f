# says: they computed on
from threading import Thread
from time import perf_counter, thread_time

def processors(work, threads):
    cooks = [Thread(target=work) for _ in range(threads)]
    elapsed, used = perf_counter(), thread_time()
    for cook in cooks:
        cook.start()
    for cook in cooks:
        cook.join()
    return (thread_time() - used) / (perf_counter() - elapsed)
