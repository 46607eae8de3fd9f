# says: you wait for a place
from pickle import dumps
from queue import Full

def put_nowait(dish, places, writing, way_in):
    message = dumps(dish)
    if not places.acquire(timeout=1):
        raise Full
    with writing:
        way_in.send_bytes(message)
