# says: not the prices:
from multiprocessing import Process


def prices(look_up, dishes):
    children = {d: Process(target=look_up, args=(d,)) for d in dishes}
    for process in children.values():
        process.start()
    for process in children.values():
        process.join()
    return {dish: p.exitcode for dish, p in children.items()}
