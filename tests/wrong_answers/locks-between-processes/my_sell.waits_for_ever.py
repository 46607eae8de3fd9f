# says: still running
def sell(lock, left, seconds):
    with lock:
        if left.value == 0:
            return "sold out"
        left.value -= 1
        return "sold"
