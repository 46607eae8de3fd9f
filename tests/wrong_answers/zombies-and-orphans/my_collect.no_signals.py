# says: the exit code is -9, not 0
import os


def collect(pids):
    return {pid: os.waitpid(pid, 0)[1] >> 8 for pid in pids}
