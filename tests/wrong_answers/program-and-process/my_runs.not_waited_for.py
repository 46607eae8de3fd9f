# says: exit codes should be [3, 4, 5], not [None, None, None]
import subprocess
import sys

RUNNING = []


def run_all(file, dishes):
    for dish in dishes:
        RUNNING.append(subprocess.Popen([sys.executable, file, dish]))
    return [None for process in RUNNING]
