# says: serve came back while
from multiprocessing import Process
from multiprocessing.connection import wait


def serve(cook, dishes):
    ps = [Process(target=cook, args=(d,)) for d in dishes]
    for p in ps:
        p.start()
    wait([p.sentinel for p in ps])
