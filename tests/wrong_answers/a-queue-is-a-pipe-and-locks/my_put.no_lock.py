# says: you write without the lock
from pickle import dumps
from queue import Full

def put_nowait(dish, places, writing, way_in):
    message = dumps(dish)
    if not places.acquire(block=False):
        raise Full
    way_in.send_bytes(message)
