# says: exit codes should be [3, 4, 5], not
import subprocess
import sys


def run_all(file, dishes):
    cooks = [
        subprocess.Popen([sys.executable, file, dish])
        for dish in sorted(dishes)
    ]
    return [cook.wait() for cook in cooks]
