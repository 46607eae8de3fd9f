# says: the clock should jump
from heapq import heappop, heappush
from time import sleep


def run(tasks):
    now, asleep = 0, [(0, number, task) for number, task in enumerate(tasks)]
    while asleep:
        wakes_at, number, task = heappop(asleep)
        sleep(wakes_at - now)
        now = wakes_at
        try:
            heappush(asleep, (now + next(task), number, task))
        except StopIteration:
            pass
    return now
