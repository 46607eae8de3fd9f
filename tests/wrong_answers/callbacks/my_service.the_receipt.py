# says: the soup is <Future
from functools import partial


def serve_each(kitchen, cook, dishes, serve):
    for dish in dishes:
        order = kitchen.submit(cook, dish)
        order.add_done_callback(partial(serve, dish))
