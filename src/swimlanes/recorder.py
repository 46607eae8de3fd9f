"""Record the threads and tasks of one notebook cell.

The cell is recorded with the same event file and the same sampler as a whole
program, so there is one way to read both.  The sampler is a process of its
own: it neither needs the GIL nor is seen in the picture.
"""

import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from . import sampler
from ._site import swimlanes_events as events
from .reading import read
from .timeline import Timeline

_folder = None  # where the outermost `record` block writes


@contextmanager
def record(rate: float = 100):
    """Record what threads and tasks do that are started in a `with` block.

    >>> with record() as timeline:
    ...     worker = Thread(target=work, name="Ann")
    ...     worker.start()
    ...     worker.join()
    >>> timeline

    In a cell with `await` the tasks that it starts are lanes below its
    thread, beside one for the cell itself:

    >>> with record() as timeline:
    ...     await asyncio.gather(work(), work())

    Parameters
    ----------
    rate
        How often per second the kernel's counters are read (Linux); 1000
        at most.

    The Timeline is filled in when the block ends, also when it ends with an
    exception.  Locks made before the block began are not watched: a wait for
    one is told as "blocked", without a name.  A block inside another one has
    a Timeline of its own.
    """
    if not isinstance(rate, int | float) or not 0 < rate <= 1000:
        raise ValueError(f"rate is from above 0 to 1000, not {rate!r}")
    timeline = Timeline()
    if _folder is not None:
        since = time.perf_counter_ns()
        try:
            yield timeline
        finally:
            events.flush()
            vars(timeline).update(vars(read(_folder, since)))
        return
    with tempfile.TemporaryDirectory(prefix="timeline-") as folder:
        stop = _start(Path(folder), rate, sys._getframe(2).f_globals)
        try:
            yield timeline
        finally:
            stop()
            vars(timeline).update(vars(read(Path(folder))))


def _start(folder: Path, rate: float, namespace: dict):
    """Start recording into `folder`; return the function that ends it."""
    global _folder
    helper = _start_sampler(folder / "states.jsonl", rate)
    events.install(str(folder))
    before = _rename(namespace)
    during = {name: namespace[name] for name in before}
    _folder = folder

    def stop():
        global _folder
        _folder = None
        for name, value in before.items():
            if namespace.get(name) is during[name]:  # not the cell's own
                namespace[name] = value
        events.uninstall()
        if helper is not None:
            helper.communicate()

    return stop


def _start_sampler(states: Path, rate: float):
    """Start the sampler as a process; None where it could tell nothing."""
    if not sampler.available():
        return None
    command = [sys.executable, "-I", "-S", sampler.__file__]
    helper = subprocess.Popen(
        [*command, str(os.getpid()), str(states), str(rate)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is not for it
    )
    helper.stdout.readline()
    return helper


def _rename(namespace: dict) -> dict:
    """Let names that came by `from … import` be recorded, too.

    Returns the names as they were before.
    """
    wrapped = {
        id(original): vars(owner)[name]
        for owner, name, original in events.patched()
    }
    before = {
        name: value
        for name, value in namespace.items()
        if id(value) in wrapped
    }
    namespace.update({n: wrapped[id(v)] for n, v in before.items()})
    return before
