# says: another thread computes
import time

def share_at_work(call):
    begin, worked = time.perf_counter(), time.process_time()
    call()
    worked = time.process_time() - worked
    return worked / (time.perf_counter() - begin)
