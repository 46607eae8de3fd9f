# says: does not play
from multiprocessing import Process

def turn_on(play):
    radio = Process(daemon=True)
    radio.start()
    return radio
