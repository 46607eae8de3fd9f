# says: instead of ['soup for 3'
from collections import deque


def run_all(coroutines):
    ready, results = deque(coroutines), []
    while ready:
        coroutine = ready.popleft()
        try:
            coroutine.send(None)
            ready.append(coroutine)
        except StopIteration as end:
            results.append(end.value)
    return results
