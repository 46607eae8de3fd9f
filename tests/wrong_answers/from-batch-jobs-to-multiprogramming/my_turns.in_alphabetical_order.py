# says: , not {
from collections import deque


def take_turns(jobs, quantum):
    now, line, finish = 0, deque(sorted(jobs.items())), {}
    while line:
        name, left = line.popleft()
        now += min(left, quantum)
        if left > quantum:
            line.append((name, left - quantum))
        else:
            finish[name] = now
    return finish
