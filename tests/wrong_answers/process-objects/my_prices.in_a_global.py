# says: not the prices: {}
from multiprocessing import Process

found = {}


def tell(look_up, dish):
    found[dish] = look_up(dish)


def prices(look_up, dishes):
    children = [Process(target=tell, args=(look_up, d)) for d in dishes]
    for process in children:
        process.start()
    for process in children:
        process.join()
    return found
