# says: do two wake at the same time?
from heapq import heappop, heappush


def run(tasks):
    now, asleep = 0, []
    for task in tasks:
        heappush(asleep, (0, task))
    while asleep:
        now, task = heappop(asleep)
        try:
            heappush(asleep, (now + next(task), task))
        except StopIteration:
            pass
    return now
