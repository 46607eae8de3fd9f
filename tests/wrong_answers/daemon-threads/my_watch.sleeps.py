# says: stop waits for the rest of the pause
from threading import Event, Thread
from time import sleep


def watch(look, pause):
    closing = Event()

    def work():
        while not closing.is_set():
            look()
            sleep(pause)  # deaf

    watchman = Thread(target=work)
    watchman.start()

    def stop():
        closing.set()
        watchman.join()

    return stop
