# says: quantum 1, cost 0
from collections import deque


def finish_times(jobs, quantum, cost):
    now, done, waiting = 0, {}, deque(sorted(jobs.items()))
    while waiting:
        name, rest = waiting.popleft()
        now += min(rest, quantum)
        if rest > quantum:
            waiting.append((name, rest - quantum))
        else:
            done[name] = now
        if waiting and waiting[0][0] != name:
            now += cost
    return done
