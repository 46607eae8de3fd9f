# says: a pid is missing
import os


def collect(pids):
    ended = (os.waitpid(pid, os.WNOHANG) for pid in pids)
    return {
        pid: os.waitstatus_to_exitcode(status) for pid, status in ended if pid
    }
