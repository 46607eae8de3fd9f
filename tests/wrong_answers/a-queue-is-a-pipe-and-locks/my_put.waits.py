# says: you wait for a place
from pickle import dumps


def put_nowait(dish, places, writing, way_in):
    message = dumps(dish)
    places.acquire()
    with writing:
        way_in.send_bytes(message)
