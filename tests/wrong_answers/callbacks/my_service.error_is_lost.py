# says: the rice failed, and nobody has been told
from functools import partial


def serve_one(serve, dish, order):
    serve(dish, order.result())


def serve_each(kitchen, cook, dishes, serve):
    for dish in dishes:
        order = kitchen.submit(cook, dish)
        order.add_done_callback(partial(serve_one, serve, dish))
