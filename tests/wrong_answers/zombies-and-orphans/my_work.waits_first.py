# says: no step was made
from multiprocessing import parent_process


def work(step):
    parent_process().join()
    step()
