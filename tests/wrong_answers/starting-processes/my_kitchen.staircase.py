# says: the cooks never met: start all, then wait
from multiprocessing import Process


def cook_all(cook, dishes):
    codes = []
    for dish in dishes:
        process = Process(target=cook, args=(dish,))
        process.start()
        process.join()
        codes.append(process.exitcode)
    return codes
