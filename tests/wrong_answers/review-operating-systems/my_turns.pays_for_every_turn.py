# says: quantum 1, cost 1: {'Cyd': 12, 'Ben': 3, 'Ada': 9}, not {'Ben': 3
from collections import deque


def finish_times(jobs, quantum, cost):
    now, done, waiting = 0, {}, deque(jobs.items())
    while waiting:
        name, rest = waiting.popleft()
        now += min(rest, quantum)
        if rest > quantum:
            waiting.append((name, rest - quantum))
        else:
            done[name] = now
        now += cost
    return done
