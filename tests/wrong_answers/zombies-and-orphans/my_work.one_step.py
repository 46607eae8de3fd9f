# says: Ben is alive: go on
from multiprocessing import parent_process


def work(step):
    step()
    parent_process().join()
