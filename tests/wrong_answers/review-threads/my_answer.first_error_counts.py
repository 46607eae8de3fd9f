# says: one answered 0, you say: RuntimeError
from queue import Queue
from threading import Thread


def first_answer(ask, servers):
    came = Queue()

    def call(server):
        try:
            came.put(ask(server))
        except Exception as error:
            came.put(error)

    for server in servers:
        Thread(target=call, args=(server,)).start()
    first = came.get()
    if isinstance(first, Exception):
        raise RuntimeError("no server has answered") from first
    return first
