# says: it does not look again
from threading import Event, Thread


def watch(look, pause):
    closing = Event()

    def work():
        look()
        closing.wait(pause)

    watchman = Thread(target=work)
    watchman.start()

    def stop():
        closing.set()
        watchman.join()

    return stop
