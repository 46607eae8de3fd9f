"""What stands in for what while a search runs, and putting it all back."""

import gc
import itertools
import os
import queue
import sys
import threading
import time
from types import ModuleType

from . import clock, locks, queues, signals, threads
from .base import Model
from .logs import Logs

CLASSES = {
    threading: (
        locks.Lock,
        locks.RLock,
        locks.Condition,
        signals.Event,
        signals.Semaphore,
        signals.BoundedSemaphore,
        signals.Barrier,
    ),
    queue: (
        queues.Queue,
        queues.LifoQueue,
        queues.PriorityQueue,
        queues.SimpleQueue,
    ),
}
REPLACEABLE = (
    (threading, "excepthook"),
    (threading, "_trace_hook"),
    (threading, "_profile_hook"),
    (sys, "excepthook"),
    (sys, "unraisablehook"),
)


def _table():
    """Return (owner, name, stand-in) for everything that is replaced."""
    table = []
    for module, models in CLASSES.items():
        table += [(module, model.__name__, model) for model in models]
    table += [(time, name, fn) for name, fn in clock.CLOCKS.items()]
    now = clock.CLOCKS["monotonic"]  # for subclasses of the real classes
    table += [(threading, "_time", now), (queue, "time", now)]
    table += [(threading, n, fn) for n, fn in threads.FUNCTIONS.items()]
    table += [(threading.Thread, n, f) for n, f in threads.METHODS.items()]
    table.append((threading, "local", threads.Local))
    table.append((threading.Timer, "run", threads.run_timer))
    if "concurrent.futures" in sys.modules:
        table += _futures_table()
    return [row for row in table if hasattr(row[0], row[1])]


def _futures_table():
    import concurrent.futures as package
    from concurrent.futures import thread

    from . import futures

    return [
        (package, "ThreadPoolExecutor", futures.ThreadPoolExecutor),
        (thread, "ThreadPoolExecutor", futures.ThreadPoolExecutor),
        (package, "Future", futures.Future),
        (package, "wait", futures.wait),
        (package, "as_completed", futures.as_completed),
    ]


def _put_back_variable(environment, key, before):
    name = environment.decodekey(key)
    if key in before:
        environment[name] = environment.decodevalue(before[key])
    else:
        del environment[name]


class Patched:
    """``with Patched() as patched:`` the models are in place.

    ``patched.stand_ins`` maps the id of each real thing to its stand-in, for
    names that were imported with ``from threading import Lock``.
    """

    def __enter__(self):
        self._saved = []
        self.stand_ins = {}
        for owner, name, stand_in in _table():
            real = getattr(owner, name)
            if isinstance(stand_in, type) and issubclass(stand_in, Model):
                stand_in.real = real
            self._saved.append((owner, name, real))
            if isinstance(owner, ModuleType):
                self.stand_ins[id(real)] = stand_in
        for owner, name, stand_in in _table():
            setattr(owner, name, stand_in)
        self._counter = threading._counter
        self._random = sys.modules.get("random")
        if self._random is not None:
            self._state = self._random.getstate()
        self._logs = Logs()
        self._kept = [(o, n, getattr(o, n)) for o, n in REPLACEABLE]
        self._environment = dict(os.environ._data)
        self._interval = sys.getswitchinterval()
        self._collects = gc.isenabled()
        gc.disable()  # finalizers run at times that no schedule could repeat
        return self

    def fresh(self):
        """Bring everything that outlives a run back to its start."""
        self._logs.fresh()
        self._put_back()
        threading._counter = itertools.count(1).__next__
        if self._random is not None:
            self._random.seed(0)

    def _put_back(self):
        for owner, name, value in self._kept:
            if getattr(owner, name) is not value:
                setattr(owner, name, value)
        known = os.environ._data
        if known != self._environment:
            for key in known.keys() | self._environment.keys():
                _put_back_variable(os.environ, key, self._environment)
        if sys.getswitchinterval() != self._interval:
            sys.setswitchinterval(self._interval)

    def __exit__(self, *exc_info):
        for owner, name, real in reversed(self._saved):
            setattr(owner, name, real)
        self._logs.close()
        self._put_back()
        threading._counter = self._counter
        if self._random is not None:
            self._random.setstate(self._state)
        if self._collects:
            gc.enable()
