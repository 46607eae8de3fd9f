# says: look again under the lock
def sell(lock, left, seconds):
    some = left.value > 0
    if not lock.acquire(timeout=seconds):
        return "busy"
    try:
        if not some:
            return "sold out"
        left.value -= 1
        return "sold"
    finally:
        lock.release()
