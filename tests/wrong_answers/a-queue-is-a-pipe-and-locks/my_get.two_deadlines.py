# says: 1 s for both waits
from queue import Empty

def get(way_out, reading, seconds):
    if not reading.acquire(timeout=seconds):
        raise Empty
    try:
        if not way_out.poll(seconds):
            raise Empty
        return way_out.recv()
    finally:
        reading.release()
