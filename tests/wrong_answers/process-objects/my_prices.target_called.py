# says: looked up in the main program
from multiprocessing import Process


def prices(look_up, dishes):
    found = {}
    for dish in dishes:
        found[dish] = look_up(dish)
        process = Process(target=found[dish].count, args=(0,))
        process.start()
        process.join()
    return found
