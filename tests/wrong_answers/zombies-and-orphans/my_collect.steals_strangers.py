# says: not among the pids
import os

def collect(pids):
    codes = {}
    while len(codes) < len(pids):
        pid, status = os.wait()
        if pid in pids:
            codes[pid] = os.waitstatus_to_exitcode(status)
    return codes
