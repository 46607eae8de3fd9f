# says: two guests want tea
from multiprocessing import Process


def cook_all(cook, dishes):
    cooks = {d: Process(target=cook, args=(d,)) for d in dishes}
    for p in cooks.values():
        p.start()
    for p in cooks.values():
        p.join()
    return [cooks[d].exitcode for d in cooks]
