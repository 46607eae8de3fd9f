# says: exit codes should be [3, 4, 5], not [None, None, None]
from multiprocessing import Process


def cook_all(cook, dishes):
    cooks = [Process(target=cook, args=(dish,)) for dish in dishes]
    for process in cooks:
        process.start()
    return [process.exitcode for process in cooks]
