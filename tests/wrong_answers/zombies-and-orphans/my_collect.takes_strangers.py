# says: or a strange one
import os

def collect(pids):
    codes = {}
    for _ in pids:
        pid, status = os.wait()
        codes[pid] = os.waitstatus_to_exitcode(status)
    return codes
