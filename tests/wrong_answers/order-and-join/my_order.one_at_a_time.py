# says: Ada, Ben have ended, and you say ['Ada']
from multiprocessing.connection import wait


def as_they_end(processes):
    left = {p.sentinel: p.name for p in processes}
    while left:
        ready = wait(list(left))
        yield left[ready[0]]
        left = {s: n for s, n in left.items() if s not in ready}
