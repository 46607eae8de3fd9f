# says: exit codes should be [3, 4, 5], not [1, 1, 1]
from multiprocessing import Process


def cook_all(cook, dishes):
    cooks = [Process(target=cook, args=(dish)) for dish in dishes]
    for process in cooks:
        process.start()
    for process in cooks:
        process.join()
    return [process.exitcode for process in cooks]
