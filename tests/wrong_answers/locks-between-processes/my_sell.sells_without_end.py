# says: sold, sold
def sell(lock, left, seconds):
    if not lock.acquire(timeout=seconds):
        return "busy"
    with_lock = lock
    try:
        left.value -= 1
        return "sold"
    finally:
        with_lock.release()
