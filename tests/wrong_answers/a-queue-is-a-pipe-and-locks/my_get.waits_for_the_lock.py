# says: still running
from queue import Empty


def get(way_out, reading, seconds):
    with reading:
        if not way_out.poll(seconds):
            raise Empty
        return way_out.recv()
