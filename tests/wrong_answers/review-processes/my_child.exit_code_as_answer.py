# says: hot soup was cooked, and you bring 0
from multiprocessing import Process


def in_child(work, order):
    child = Process(target=work, args=(order,))
    child.start()
    child.join()
    return child.exitcode
