# says: all have ended, and you still wait
from threading import Event, Lock


def wait_for_all(orders):
    left, lock, all_ended = len(orders), Lock(), Event()

    def one_ended(order):
        nonlocal left
        with lock:
            left -= 1
            if left == 0:
                all_ended.set()

    for order in orders:
        order.add_done_callback(one_ended)
    all_ended.wait()
