# says: the exit code is 3, not 768
import os


def collect(pids):
    return {pid: os.waitpid(pid, 0)[1] for pid in pids}
