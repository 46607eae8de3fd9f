# says: after an error it stays taken
from queue import Empty
from time import monotonic

def get(way_out, reading, seconds):
    end = monotonic() + seconds
    if not reading.acquire(timeout=seconds):
        raise Empty
    if not way_out.poll(max(0, end - monotonic())):
        reading.release()
        raise Empty
    dish = way_out.recv()
    reading.release()
    return dish
