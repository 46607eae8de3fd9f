# says: that lock was not yours
from queue import Empty


def get(way_out, reading, seconds):
    try:
        if not reading.acquire(timeout=seconds):
            raise Empty
        if not way_out.poll(seconds):
            raise Empty
        return way_out.recv()
    finally:
        reading.release()
