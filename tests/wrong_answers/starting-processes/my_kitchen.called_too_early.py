# says: was cooked in the main program
from multiprocessing import Process


def cook_all(cook, dishes):
    cooks = [Process(target=cook(dish)) for dish in dishes]
    for process in cooks:
        process.start()
    for process in cooks:
        process.join()
    return [process.exitcode for process in cooks]
