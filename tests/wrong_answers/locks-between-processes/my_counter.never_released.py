# says: still running
def count(visitors, lock, times):
    lock.acquire()
    for _ in range(times):
        visitors.value += 1
