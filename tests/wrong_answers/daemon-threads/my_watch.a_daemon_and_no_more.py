# says: the middle of a look
from threading import Thread
from time import sleep


def watch(look, pause):
    def work():
        while True:
            look()
            sleep(pause)  # for ever

    Thread(target=work, daemon=True).start()
    return lambda: None
