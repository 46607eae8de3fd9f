"""Ask Linux, 100 times a second, what each thread of a program got.

The kernel counts for every thread the nanoseconds on a processor, those in
the run queue (ready, but no processor free) and how often it was put on a
processor: /proc/PID/task/TID/schedstat, see
https://docs.kernel.org/scheduler/sched-stats.html.  Reading them from another
process costs the program nothing: no hook, no GIL.  A descriptor that stays
open is four times cheaper to read than a file opened each time, and only
counters that changed are written.

This file uses nothing of the package: a supervisor may load it by path, and
`python -I -S sampler.py PID FILE RATE` samples until its input ends.
"""

import json
import os
import sys
import threading
import time


def available() -> bool:
    """Tell whether this system counts per thread."""
    return os.path.exists("/proc/self/schedstat")


def _listdir(path: str) -> list[str]:
    try:
        return os.listdir(path)
    except OSError:
        return []


def descendants(root: int) -> list[int]:
    """Return `root` and every process below it."""
    found = [root]
    for pid in found:
        for tid in _listdir(f"/proc/{pid}/task"):
            try:
                with open(f"/proc/{pid}/task/{tid}/children") as children:
                    found += map(int, children.read().split())
            except OSError:
                continue
    return found


def _read(descriptor: int) -> tuple[int, list[int]]:
    """Return the time and the counters of that time.

    Reads again if it was itself put off the processor in between.
    """
    for _ in range(5):
        before = time.perf_counter_ns()
        counters = os.pread(descriptor, 64, 0)
        after = time.perf_counter_ns()
        if after - before < 500_000:
            break
    return after, [*map(int, counters.split())]


class Sampler:
    """Write the counters of a program and its children to a file.

    Parameters
    ----------
    root_pid
        The process to sample, with all its descendants.
    path
        The file to write: one JSON line `[ns, pid, tid, ns running, ns ready,
        times put on a processor]` per change, `[ns, pid, tid]` when a thread
        is gone.  Times are `time.perf_counter_ns()`.
    rate
        Samples per second.

    Where the system does not count (not Linux), `start` does nothing.
    """

    def __init__(self, root_pid: int, path: str, rate: float = 100):
        self.root, self.path, self.rate = root_pid, path, rate
        self._open = {}
        self._seen = {}
        self._done = threading.Event()
        self._thread = threading.Thread(
            target=self._run, name="sampler", daemon=True
        )

    def start(self) -> None:
        """Take a first sample and go on until `stop`."""
        if available():
            self._file = open(self.path, "w")  # noqa: SIM115 - till stop
            self._look_for_threads()
            self._tick()
            self._thread.start()

    def stop(self) -> None:
        """Take a last sample and close the file."""
        if self._thread.is_alive():
            self._done.set()
            self._thread.join()

    def _run(self) -> None:
        period, ticks = 1 / self.rate, 0
        due = time.perf_counter() + period
        while not self._done.wait(max(0.0, due - time.perf_counter())):
            ticks += 1
            if ticks % 2 == 0:
                self._look_for_threads()
            self._tick()
            due = max(due + period, time.perf_counter())
        self._tick()
        for descriptor in self._open.values():
            os.close(descriptor)
        self._file.close()

    def _look_for_threads(self) -> None:
        for pid in descendants(self.root):
            if pid == os.getpid():
                continue
            for tid in map(int, _listdir(f"/proc/{pid}/task")):
                if (pid, tid) not in self._open:
                    try:
                        self._open[pid, tid] = os.open(
                            f"/proc/{pid}/task/{tid}/schedstat", os.O_RDONLY
                        )
                    except OSError:
                        continue

    def _tick(self) -> None:
        for key, descriptor in list(self._open.items()):
            try:
                now, counters = _read(descriptor)
            except OSError:  # the thread is gone
                os.close(self._open.pop(key))
                self._seen.pop(key, None)
                self._write([time.perf_counter_ns(), *key])
                continue
            before = self._seen.get(key)
            if before is None or before[1] != counters:
                if before is not None and before[2]:
                    self._write([before[0], *key, *before[1]])
                self._write([now, *key, *counters])
            unchanged = before is not None and before[1] == counters
            self._seen[key] = now, counters, unchanged
        self._file.flush()

    def _write(self, row: list) -> None:
        self._file.write(json.dumps(row) + "\n")


def main(pid: str, path: str, rate: str) -> None:
    """Sample until the caller closes our standard input."""
    sampler = Sampler(int(pid), path, float(rate))
    sampler.start()
    print("sampling", flush=True)
    sys.stdin.read()
    sampler.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
