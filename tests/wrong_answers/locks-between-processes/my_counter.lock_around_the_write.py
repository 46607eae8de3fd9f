# says: 6 came,
def count(visitors, lock, times):
    for _ in range(times):
        seen = visitors.value
        with lock:
            visitors.value = seen + 1
