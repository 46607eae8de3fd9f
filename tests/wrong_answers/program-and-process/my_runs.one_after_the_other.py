# says: they never met: start all, then wait
import subprocess
import sys


def run_all(file, dishes):
    return [
        subprocess.run([sys.executable, file, dish]).returncode
        for dish in dishes
    ]
