# says: all have ended, and you still wait
from threading import Event


def wait_for_all(orders):
    left, all_ended = len(orders), Event()

    def one_ended(order):
        nonlocal left
        left -= 1
        if left == 0:
            all_ended.set()

    for order in orders:
        order.add_done_callback(one_ended)
    if orders:
        all_ended.wait()
