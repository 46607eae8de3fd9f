# says: not all was carried yet
from queue import Empty


def clear(counter, carry):
    while True:
        try:
            dish = counter.get_nowait()
        except Empty:
            return
        counter.task_done()
        carry(dish)
