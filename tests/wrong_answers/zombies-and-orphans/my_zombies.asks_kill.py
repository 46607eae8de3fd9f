# says: of 2 zombies, you found 0
import os


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def zombies(pids):
    return [pid for pid in pids if not alive(pid)]
