# says: serve came back while
from multiprocessing import Process
from time import sleep


def serve(cook, dishes):
    for d in dishes:
        Process(target=cook, args=(d,)).start()
    sleep(1)
