# says: you waited 0.2 s
from time import sleep


def wait_at_most(process, seconds):
    sleep(0.2)
    return not process.is_alive()
