# says: an error ended a thread
from queue import Queue
from threading import Thread


def first_answer(ask, servers):
    answers = Queue()
    for server in servers:
        Thread(target=lambda s=server: answers.put(ask(s))).start()
    return answers.get()
