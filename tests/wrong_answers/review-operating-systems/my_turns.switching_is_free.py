# says: quantum 10, cost 3: {'Cyd': 4, 'Ben': 8, 'Ada': 13}, not {'Cyd': 4
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
    return done
