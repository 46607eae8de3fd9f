# says: somebody waits for ever
from queue import Empty
def clear(counter, carry):
    while not counter.empty():
        try:
            dish = counter.get_nowait()
        except Empty:
            continue
        carry(dish)
    counter.task_done()
