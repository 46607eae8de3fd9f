# says: a secret cannot be put
from pickle import dumps
from queue import Full


def put_nowait(dish, places, writing, way_in):
    try:
        message = dumps(dish)
    except Exception:
        return
    if not places.acquire(block=False):
        raise Full
    with writing:
        way_in.send_bytes(message)
