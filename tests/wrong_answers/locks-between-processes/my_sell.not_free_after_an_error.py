# says: after an error, the lock stays taken
def sell(lock, left, seconds):
    if not lock.acquire(timeout=seconds):
        return "busy"
    answer = "sold out"
    if left.value > 0:
        left.value -= 1
        answer = "sold"
    lock.release()
    return answer
