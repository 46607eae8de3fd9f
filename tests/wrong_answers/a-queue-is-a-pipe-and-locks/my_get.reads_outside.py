# says: you read without the lock
from queue import Empty
from time import monotonic

def get(way_out, reading, seconds):
    end = monotonic() + seconds
    if not reading.acquire(timeout=seconds):
        raise Empty
    try:
        if not way_out.poll(max(0, end - monotonic())):
            raise Empty
    finally:
        reading.release()
    return way_out.recv()
