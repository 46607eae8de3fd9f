# says: still running
from multiprocessing import Pipe, Process


def send(entrance, work, order):
    entrance.send(work(order))


def in_child(work, order):
    exit_end, entrance = Pipe(duplex=False)
    child = Process(target=send, args=(entrance, work, order))
    child.start()
    child.join()
    entrance.close()
    return exit_end.recv()
