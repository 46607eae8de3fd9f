# says: not at None
from heapq import heappop, heappush


def run(tasks):
    asleep = [(0, number, task) for number, task in enumerate(tasks)]
    while asleep:
        now, number, task = heappop(asleep)
        try:
            heappush(asleep, (now + next(task), number, task))
        except StopIteration:
            pass
