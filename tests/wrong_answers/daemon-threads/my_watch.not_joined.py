# says: stop comes back in the middle of a look
from threading import Event, Thread


def watch(look, pause):
    closing = Event()

    def work():
        look()
        while not closing.wait(pause):
            look()

    Thread(target=work).start()
    return closing.set
