# says: burnt
from queue import Queue


def wait_for_all(orders):
    ended = Queue()
    for order in orders:
        order.add_done_callback(ended.put)
    for _ in orders:
        ended.get().result()
