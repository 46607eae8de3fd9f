# says: wait was called 2 times
from time import perf_counter, thread_time

def share(wait):
    begin = perf_counter()
    wait()
    elapsed = perf_counter() - begin
    worked = thread_time()
    wait()
    return (thread_time() - worked) / elapsed
