# says: one of these is alive and at work
from pathlib import Path


def zombies(pids):
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]
