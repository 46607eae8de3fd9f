# says: they wake in the order
from heapq import heappop, heappush


def run(tasks):
    now, asleep = 0, [(0, number, task) for number, task in enumerate(tasks)]
    while asleep:
        now, number, task = heappop(asleep)
        try:
            heappush(asleep, (next(task), number, task))
        except StopIteration:
            pass
    return now
