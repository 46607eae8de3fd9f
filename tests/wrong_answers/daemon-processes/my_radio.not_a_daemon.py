# says: this radio keeps the program alive
from multiprocessing import Process


def turn_on(play):
    radio = Process(target=play)
    radio.start()
    return radio
