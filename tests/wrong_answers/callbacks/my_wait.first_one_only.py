# says: 1 go on, and you came back
from threading import Event


def wait_for_all(orders):
    ended = Event()
    for order in orders:
        order.add_done_callback(lambda order: ended.set())
    if orders:
        ended.wait()
