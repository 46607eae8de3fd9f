# says: the radio plays in the main program
from multiprocessing import Process


def turn_on(play):
    radio = Process(target=play(), daemon=True)
    radio.start()
    return radio
