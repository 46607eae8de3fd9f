# says: still running
from multiprocessing import Process, SimpleQueue


def tell(counter, work, order):
    answer = None
    try:
        answer = [work(order)]
    finally:
        counter.put(answer)


def in_child(work, order):
    counter = SimpleQueue()
    child = Process(target=tell, args=(counter, work, order))
    child.start()
    answer = counter.get()
    child.join()
    if answer is None:
        raise RuntimeError("no answer")
    return answer[0]
