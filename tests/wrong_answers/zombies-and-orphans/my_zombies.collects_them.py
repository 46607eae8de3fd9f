# says: you collected a zombie
import os


def zombies(pids):
    return [pid for pid in pids if os.waitpid(pid, os.WNOHANG)[0]]
