# says: a coroutine wants send
from collections import deque


def run_all(coroutines):
    ready, results = deque(coroutines), []
    while ready:
        coroutine = ready.popleft()
        try:
            next(coroutine)
            ready.append(coroutine)
        except StopIteration as end:
            results.append(end.value)
    return results
