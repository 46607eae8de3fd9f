# says: somebody waits for ever
from queue import Empty


def clear(counter, carry):
    try:
        for _ in range(counter.qsize()):
            carry(counter.get())
            counter.task_done()
    except Empty:
        return
