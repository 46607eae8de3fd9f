# says: 6 came,
from multiprocessing import Lock


def count(visitors, lock, times):
    lock = Lock()
    for _ in range(times):
        with lock:
            visitors.value += 1
