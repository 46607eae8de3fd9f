# says: somebody waits for ever
from queue import Queue
from threading import Thread


def first_answer(ask, servers):
    answers = Queue()

    def call(server):
        try:
            answers.put(ask(server))
        except OSError:
            pass

    for server in servers:
        Thread(target=call, args=(server,)).start()
    return answers.get()
