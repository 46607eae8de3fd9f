# says: the bell had rung, and you still waited
from time import sleep


def wait_for(bell, seconds):
    if not bell.poll():
        sleep(seconds)
    return bell.poll()
