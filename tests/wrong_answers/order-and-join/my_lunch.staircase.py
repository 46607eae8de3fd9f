# says: the cooks never met: start all, then wait
from multiprocessing import Process


def serve(cook, dishes):
    for dish in dishes:
        process = Process(target=cook, args=(dish,))
        process.start()
        process.join()
