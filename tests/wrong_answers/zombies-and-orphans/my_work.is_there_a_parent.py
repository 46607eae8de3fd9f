# says: you still work
from multiprocessing import parent_process


def work(step):
    while parent_process():
        step()
