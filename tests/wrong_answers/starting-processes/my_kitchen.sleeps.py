# says: exit codes should be
from multiprocessing import Process
from time import sleep


def cook_all(cook, dishes):
    cooks = [Process(target=cook, args=(d,)) for d in dishes]
    for p in cooks:
        p.start()
    sleep(1)
    return [p.exitcode for p in cooks]
