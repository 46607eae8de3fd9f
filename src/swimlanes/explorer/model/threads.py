"""Thread, changed in place: so existing subclasses and Timer work as well.

Only a thread that is started by a run becomes a task; all others are what
they always were.
"""

import threading
from threading import Thread

from .. import sites
from ..engine import current_run, record_of, user_frame
from .base import acting, call, seconds

REAL = {
    name: getattr(Thread, name)
    for name in ("start", "join", "run", "is_alive", "ident", "__repr__")
}
current_thread = threading.current_thread
get_ident = threading.get_ident


def start(self):
    """Stands in for Thread.start."""
    run = acting()
    if run is None:
        return REAL["start"](self)
    if not getattr(self, "_initialized", False):
        raise RuntimeError("thread.__init__() not called")
    _concern(run, self, "start", writes=True)
    if getattr(self, "_task", None) is not None:
        raise RuntimeError("threads can only be started once")
    self._task = run.spawn(self.run, self.name, self, self.daemon)
    return None


def _concern(run, thread, verb, writes=False, looks=False):
    """Whether a thread has been started is a place like any other."""
    touches = ((record_of(run, thread), "started", writes),)
    look = touches if looks else None
    site = sites.at(user_frame(), verb)
    run.access(site, verb, thread.name, lambda: touches, look)


def join(self, timeout=None):
    """Stands in for Thread.join."""
    run = acting()
    if run is None:
        return REAL["join"](self, timeout)
    _concern(run, self, "is it started:")
    task = getattr(self, "_task", None)
    if not _is_ours(run, task):
        raise RuntimeError("cannot join thread before it is started")
    if task is run.current:
        raise RuntimeError("cannot join current thread")
    limit = seconds(timeout)
    if limit is not None:
        run.act("set a timer for", task.name, ((run.time, "now", False),))
    touches = ((task.end, "end", False),)
    if run.act("join", Joining(task), touches, lambda: task.done, limit):
        run.current.clock.join(task.number, task.clock)
    return None


def run(self):
    """Stands in for Thread.run: the target may be a builtin."""
    if current_run() is None:
        return REAL["run"](self)
    if self._target is not None:
        call(self._target, *self._args, **self._kwargs)
    return None


def run_timer(self):
    """Stands in for Timer.run."""
    self.finished.wait(self.interval)
    if not self.finished.is_set():
        call(self.function, *self.args, **self.kwargs)
    self.finished.set()


class Joining:
    """The end of a thread, as a thing to wait for."""

    def __init__(self, task):
        self._label, self._task = task.name, task

    def _holders(self):
        return (self._task,)


def is_alive(self):
    """Stands in for Thread.is_alive."""
    run = acting()
    if run is not None:
        _concern(run, self, "is it started:", looks=True)
    task = getattr(self, "_task", None)
    if task is None:
        return False if run else REAL["is_alive"](self)
    if _is_ours(run, task):
        touches = ((task.end, "end", False),)
        run.act("is it alive:", task.name, touches, look=task.end)
    return not task.done


def ident(self):
    """Stands in for Thread.ident."""
    task = getattr(self, "_task", None)
    return REAL["ident"].fget(self) if task is None else task.number + 1


def describe(self):
    """Stands in for Thread.__repr__, which would look at an event."""
    if getattr(self, "_task", None) is None and current_run() is None:
        return REAL["__repr__"](self)
    return f"<{type(self).__name__}({self.name})>"


def _is_ours(run, task):
    return run is not None and task is not None and task in run.tasks


class MainThread:
    """The first task of a run, as a thread object."""

    name, daemon, ident, native_id = "MainThread", False, 1, 1

    def is_alive(self):
        """The scenario's own thread runs as long as anybody can ask."""
        return True

    def __repr__(self):
        return "<MainThread>"


MAIN = MainThread()


def current():
    """Stands in for threading.current_thread."""
    run = current_run()
    return current_thread() if run is None else run.current.thread or MAIN


def main():
    """Stands in for threading.main_thread."""
    return REAL_MAIN() if current_run() is None else MAIN


def enumerate_threads():
    """Stands in for threading.enumerate."""
    run = acting()
    if run is None:
        return REAL_ENUMERATE()
    touches = tuple((task.end, "end", False) for task in run.tasks)
    run.act("list the threads", None, touches)
    return [task.thread or MAIN for task in run.alive]


def active_count():
    """Stands in for threading.active_count."""
    return len(enumerate_threads())


def number():
    """Stands in for threading.get_ident."""
    run = current_run()
    return get_ident() if run is None else run.current.number + 1


REAL_MAIN, REAL_ENUMERATE = threading.main_thread, threading.enumerate

METHODS = {
    "start": start,
    "join": join,
    "run": run,
    "is_alive": is_alive,
    "ident": property(ident),
    "native_id": property(ident),
    "__repr__": describe,
}
FUNCTIONS = {
    "current_thread": current,
    "currentThread": current,
    "get_ident": number,
    "get_native_id": number,
    "main_thread": main,
    "enumerate": enumerate_threads,
    "active_count": active_count,
    "activeCount": active_count,
}


class Local:
    """Models threading.local: attributes of their own for every task."""

    def __new__(cls, *args, **kwargs):
        if current_run() is None:
            if cls is Local:
                return REAL_LOCAL(*args, **kwargs)
            raise RuntimeError(f"{cls.__name__} belongs to a scenario")
        self = object.__new__(cls)
        object.__setattr__(self, "_local", (args, kwargs, {}))
        return self

    def __getattribute__(self, name):
        run = current_run()
        get = object.__getattribute__
        args, kwargs, spaces = get(self, "_local")
        number = run.current.number if run else -1
        if number not in spaces:
            spaces[number] = {}
            if spaces and type(self).__init__ is not object.__init__:
                type(self).__init__(self, *args, **kwargs)
        space = spaces[number]
        if name == "__dict__":
            return space
        if name in space:
            return space[name]
        return get(self, name)

    def __setattr__(self, name, value):
        self.__dict__[name] = value

    def __delattr__(self, name):
        try:
            del self.__dict__[name]
        except KeyError:
            raise AttributeError(name) from None


REAL_LOCAL = threading.local
