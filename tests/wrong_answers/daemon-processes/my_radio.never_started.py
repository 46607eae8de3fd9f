# says: the radio is not on
from multiprocessing import Process


def turn_on(play):
    return Process(target=play, daemon=True)
