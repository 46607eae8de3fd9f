# says: wait for the lock
def sell(lock, left, seconds):
    if not lock.acquire(block=False):
        return "busy"
    try:
        if left.value == 0:
            return "sold out"
        left.value -= 1
        return "sold"
    finally:
        lock.release()
