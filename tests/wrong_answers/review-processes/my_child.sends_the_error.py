# says: burn: no answer came
from multiprocessing import Pipe, Process

def send(entrance, work, order):
    try:
        entrance.send(work(order))
    except Exception as error:
        entrance.send(error)

def in_child(work, order):
    exit_end, entrance = Pipe(duplex=False)
    child = Process(target=send, args=(entrance, work, order))
    child.start()
    entrance.close()
    try:
        return exit_end.recv()
    except EOFError:
        raise RuntimeError("no answer") from None
    finally:
        child.join()
