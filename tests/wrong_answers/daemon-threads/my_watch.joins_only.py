# says: asked to stop, and it goes on
from threading import Thread
from time import sleep


def watch(look, pause):
    def work():
        while True:
            look()
            sleep(pause)  # for ever

    watchman = Thread(target=work, daemon=True)
    watchman.start()
    return lambda: watchman.join(10)
