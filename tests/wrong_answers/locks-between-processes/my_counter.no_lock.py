# says: 6 came,
def count(visitors, lock, times):
    for _ in range(times):
        visitors.value += 1
