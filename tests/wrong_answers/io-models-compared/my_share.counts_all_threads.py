# says: another thread worked
from time import perf_counter, process_time

def share(wait):
    begin, worked = perf_counter(), process_time()
    wait()
    return (process_time() - worked) / (perf_counter() - begin)
