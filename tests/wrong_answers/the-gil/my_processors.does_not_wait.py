# says: of 3 threads, 0 are through
from threading import Thread
from time import perf_counter, process_time

def processors(work, threads):
    cooks = [Thread(target=work) for _ in range(threads)]
    elapsed, used = perf_counter(), process_time()
    for cook in cooks:
        cook.start()
    return (process_time() - used) / (perf_counter() - elapsed)
