# says: all sleep, you say
from threading import Thread
from time import perf_counter, process_time

def processors(work, threads):
    cooks = [Thread(target=work) for _ in range(threads)]
    elapsed, used = perf_counter(), process_time()
    for cook in cooks:
        cook.start()
    for cook in cooks:
        cook.join()
    return (perf_counter() - elapsed) / (process_time() - used)
