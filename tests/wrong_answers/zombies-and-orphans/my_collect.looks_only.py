# says: a child was not collected
import os


def collect(pids):
    codes = {}
    for pid in pids:
        end = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
        killed = end.si_code != os.CLD_EXITED
        codes[pid] = -end.si_status if killed else end.si_status
    return codes
