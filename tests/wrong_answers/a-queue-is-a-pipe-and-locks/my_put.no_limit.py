# says: two places, and a third dish is put
from pickle import dumps


def put_nowait(dish, places, writing, way_in):
    message = dumps(dish)
    with writing:
        way_in.send_bytes(message)
