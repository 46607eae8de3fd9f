"""Virtual time: a sleep ends when the run chooses that it does.

Nothing takes time but waiting.  A thread that asks the clock again and again
would wait for ever, so for it a second passes between every few answers.
"""

import time

from .base import acting

LOOKS = 3  # so often the clock answers a thread the same
EPOCH = 1_700_000_000.0  # some second in 2023, the same in every run


def sleep(seconds):
    """Stands in for time.sleep."""
    run = acting()
    if run is None:
        return REAL["sleep"](seconds)
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    what = f"{seconds:g} s"
    if not seconds:
        run.act("sleep", what)
        return None
    run.act("sleep", what, ((run.time, "now", False),))
    run.act("wake up after", what, (), _never, seconds)
    return None


def _never():
    return False


def _clock(name, zero):
    nanoseconds = name.endswith("_ns")

    def clock():
        run = acting()
        if run is None:
            return REAL[name]()
        task = run.current
        said, looks = task.clock_looks

        def touches():
            passes = run.now == said and looks >= LOOKS
            return ((run.time, "now", passes),)

        run.act("read the clock", name, touches)
        if run.now == said and looks >= LOOKS:
            run.now += 1.0
        again = looks + 1 if run.now == said else 1
        task.clock_looks = (run.now, again)
        now = zero + run.now
        return round(now * 1e9) if nanoseconds else now

    clock.__name__ = name
    return clock


REAL = {"sleep": time.sleep}
CLOCKS = {"sleep": sleep}
for _name, _zero in (("monotonic", 0), ("perf_counter", 0), ("time", EPOCH)):
    for _full in (_name, f"{_name}_ns"):
        REAL[_full] = getattr(time, _full)
        CLOCKS[_full] = _clock(_full, float(_zero))
