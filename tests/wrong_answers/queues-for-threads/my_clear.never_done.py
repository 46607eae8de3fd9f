# says: somebody waits for ever
from queue import Empty


def clear(counter, carry):
    while True:
        try:
            carry(counter.get_nowait())
        except Empty:
            return
