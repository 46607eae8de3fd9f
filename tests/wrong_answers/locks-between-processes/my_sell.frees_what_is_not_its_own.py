# says: that lock was not yours to free
def sell(lock, left, seconds):
    got_it = lock.acquire(timeout=seconds)
    try:
        if not got_it:
            return "busy"
        if left.value == 0:
            return "sold out"
        left.value -= 1
        return "sold"
    finally:
        lock.release()
