# says: serve came back while
from multiprocessing import Process


def serve(cook, dishes):
    for dish in dishes:
        Process(target=cook, args=(dish,)).start()
