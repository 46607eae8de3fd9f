# says: returned None
from multiprocessing import Pipe, Process

def send(entrance, work, order):
    entrance.send(work(order))

def in_child(work, order):
    exit_end, entrance = Pipe(duplex=False)
    child = Process(target=send, args=(entrance, work, order))
    child.start()
    entrance.close()
    try:
        answer = exit_end.recv()
    except EOFError:
        answer = None
    child.join()
    if answer is None:
        raise RuntimeError("no answer")
    return answer
