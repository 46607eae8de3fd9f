# says: called 2 times
import time

def share_at_work(call):
    begin = time.perf_counter()
    call()
    elapsed = time.perf_counter() - begin
    worked = time.thread_time()
    call()
    return (time.thread_time() - worked) / elapsed
