# says: it only waits, and you say 1.00
import time

def share_at_work(call):
    begin = time.perf_counter()
    call()
    seconds = time.perf_counter() - begin
    return seconds / seconds
