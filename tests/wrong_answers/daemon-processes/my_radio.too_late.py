# says: process has already started
from multiprocessing import Process


def turn_on(play):
    radio = Process(target=play)
    radio.start()
    try:
        radio.daemon = True
    except AssertionError:
        radio.kill()
        raise
    return radio
