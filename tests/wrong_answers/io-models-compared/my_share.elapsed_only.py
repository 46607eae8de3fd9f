# says: it slept, and you say
from time import perf_counter, time

def share(wait):
    begin, worked = perf_counter(), time()
    wait()
    return (time() - worked) / (perf_counter() - begin)
