# says: the secret must not cost a place
from pickle import dumps
from queue import Full


def put_nowait(dish, places, writing, way_in):
    if not places.acquire(block=False):
        raise Full
    message = dumps(dish)
    with writing:
        way_in.send_bytes(message)
