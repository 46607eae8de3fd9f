# says: after Empty the lock stays taken
from queue import Empty


def get(way_out, reading, seconds):
    if not reading.acquire(timeout=seconds):
        raise Empty
    if not way_out.poll(seconds):
        raise Empty
    dish = way_out.recv()
    reading.release()
    return dish
