# says: not at the same time
from threading import Thread
from time import perf_counter, process_time

def processors(work, threads):
    elapsed, used = perf_counter(), process_time()
    for _ in range(threads):
        cook = Thread(target=work)
        cook.start()
        cook.join()
    return (process_time() - used) / (perf_counter() - elapsed)
