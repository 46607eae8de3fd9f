# says: they computed on
from threading import Thread
from time import perf_counter, process_time
def processors(work, threads):
    t, p = perf_counter(), process_time()
    team = [Thread(target=work) for _ in range(threads)]
    for x in team: x.start()
    for x in team: x.join()
    return (process_time() - p) / (perf_counter() - t) / threads
