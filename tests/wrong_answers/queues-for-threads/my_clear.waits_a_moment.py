# says: nothing is left, and it waits for more
from queue import Empty
def clear(counter, carry):
    while True:
        try:
            dish = counter.get(timeout=0.1)
        except Empty:
            return
        carry(dish)
        counter.task_done()
