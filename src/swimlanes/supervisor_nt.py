"""Runs one program and leaves nothing of it behind (Windows).

The program and all that it starts belong to a job object, which ends with
its last handle, that is with this process:
https://learn.microsoft.com/windows/win32/procthread/job-objects.  There are
no signals for a group without a console, so an interrupt ends the program.
Arguments, lifeline and report are those of `supervisor.py`.

Written from the documentation, not yet run on Windows.
"""

import ctypes
import os
import subprocess
import sys
import threading
import time
from ctypes import wintypes

KILL_ON_JOB_CLOSE = 0x2000
EXTENDED_LIMIT_INFORMATION = 9
BASIC_ACCOUNTING_INFORMATION = 1
REASONS = {b"i": "interrupt", b"o": "output"}


class BasicLimits(ctypes.Structure):
    _fields_ = [
        ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
        ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
        ("LimitFlags", wintypes.DWORD),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", wintypes.DWORD),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", wintypes.DWORD),
        ("SchedulingClass", wintypes.DWORD),
    ]


class ExtendedLimits(ctypes.Structure):
    _fields_ = [
        ("BasicLimitInformation", BasicLimits),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("MemoryLimits", ctypes.c_size_t * 4),
    ]


class Accounting(ctypes.Structure):
    _fields_ = [
        ("TotalUserTime", wintypes.LARGE_INTEGER),
        ("TotalKernelTime", wintypes.LARGE_INTEGER),
        ("PeriodTimes", wintypes.LARGE_INTEGER * 2),
        ("TotalPageFaultCount", wintypes.DWORD),
        ("TotalProcesses", wintypes.DWORD),
        ("ActiveProcesses", wintypes.DWORD),
        ("TotalTerminatedProcesses", wintypes.DWORD),
    ]


class Job:
    """A job object with this process in it, and all that it starts."""

    def __init__(self):
        self.api = ctypes.WinDLL("kernel32", use_last_error=True)
        self.api.CreateJobObjectW.restype = wintypes.HANDLE
        self.api.GetCurrentProcess.restype = wintypes.HANDLE
        self.handle = wintypes.HANDLE(self.api.CreateJobObjectW(None, None))
        limits = ExtendedLimits()
        limits.BasicLimitInformation.LimitFlags = KILL_ON_JOB_CLOSE
        self.api.SetInformationJobObject(
            self.handle,
            EXTENDED_LIMIT_INFORMATION,
            ctypes.byref(limits),
            ctypes.sizeof(limits),
        )
        this = wintypes.HANDLE(self.api.GetCurrentProcess())
        self.api.AssignProcessToJobObject(self.handle, this)

    def accounting(self) -> Accounting:
        numbers = Accounting()
        self.api.QueryInformationJobObject(
            self.handle,
            BASIC_ACCOUNTING_INFORMATION,
            ctypes.byref(numbers),
            ctypes.sizeof(numbers),
            None,
        )
        return numbers

    def others(self) -> int:
        """Number of processes beside this one."""
        return self.accounting().ActiveProcesses - 1

    def cpu_seconds(self) -> float:
        numbers = self.accounting()  # in units of 100 ns
        return (numbers.TotalUserTime + numbers.TotalKernelTime) / 1e7


def main(scratch, timeout, grace, sample, *command):
    report = os.fdopen(os.dup(2), "w", buffering=1, encoding="utf-8")
    job = Job()
    began = time.perf_counter()
    reasons = []
    try:
        with open(os.path.join(scratch, "input"), "rb") as text:
            program = subprocess.Popen(
                command, stdin=text, stderr=subprocess.STDOUT
            )
    except OSError as error:
        print("failed", error, file=report)
        return
    os.close(1)

    def obey():
        letter = os.read(0, 1)
        reasons.append(REASONS.get(letter, "abandoned"))
        program.kill()

    threading.Thread(target=obey, daemon=True).start()
    try:
        program.wait(float(timeout))
    except subprocess.TimeoutExpired:
        reasons.append("timeout")
        program.kill()
        program.wait()
    seconds = time.perf_counter() - began
    deadline = time.monotonic() + (0 if reasons else 1)
    while job.others() > 0 and time.monotonic() < deadline:
        time.sleep(0.02)
    why = reasons[0] if reasons else ""
    print("exit", program.returncode, file=report)
    print("why", why, file=report)
    print("seconds", seconds, file=report)
    print("cpu_seconds", job.cpu_seconds(), file=report)
    print("left", 0 if why else max(0, job.others()), file=report)
    print("done", file=report)
    report.flush()
    job.api.TerminateJobObject(job.handle, 0)  # ends this process, too


if __name__ == "__main__":
    main(*sys.argv[1:])
