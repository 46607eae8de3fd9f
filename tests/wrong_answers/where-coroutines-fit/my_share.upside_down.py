# says: it only waits, and you say
import time

def share_at_work(call):
    begin, worked = time.perf_counter(), time.thread_time()
    call()
    worked = time.thread_time() - worked
    return 1 - worked / (time.perf_counter() - begin)
