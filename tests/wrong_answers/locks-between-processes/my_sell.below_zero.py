# says: and -1 are left
def sell(lock, left, seconds):
    if not lock.acquire(timeout=seconds):
        return "busy"
    try:
        left.value -= 1
        return "sold" if left.value >= 0 else "sold out"
    finally:
        lock.release()
