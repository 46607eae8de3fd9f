# says: 1 more came, and 9 is told
def count(visitors, lock, times):
    for _ in range(3):
        with lock:
            visitors.value += 1
