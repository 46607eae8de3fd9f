"""ThreadPoolExecutor, Future, wait and as_completed.

The workers are tasks of a kind of their own: the interpreter waits for them
at exit, and they end when the work is done.
"""

import os
import threading
from collections import deque
from concurrent import futures
from concurrent.futures import _base

from ..engine import Stop, current_run
from .base import Model, acting, call, seconds
from .twins import MAKERS

PENDING, RUNNING = _base.PENDING, _base.RUNNING
CANCELLED, FINISHED = _base.CANCELLED, _base.FINISHED


def run_counter():
    """Return how many pools this run had before."""
    return current_run().count("pools") - 1


class Future(Model):
    """Models concurrent.futures.Future."""

    real = futures.Future

    def __init__(self):
        self._begin()
        self._state, self._result, self._exception = PENDING, None, None
        self._callbacks = []
        self._notified = False  # has somebody seen that it is cancelled?

    def _is_told(self):
        """Do `wait` and `as_completed` count it as done?"""
        return self._state == FINISHED or self._notified

    def _outlive(self, real):
        copy = real()
        if self._state == CANCELLED:
            copy.cancel()
        elif self._exception is not None:
            copy.set_exception(self._exception)
        elif self._state == FINISHED:
            copy.set_result(self._result)
        return copy

    def _is_over(self):
        return self._state in (CANCELLED, FINISHED)

    def _look(self, verb):
        acting().act(verb, self, self._read, look=self._record)

    def done(self):
        """See concurrent.futures.Future.done."""
        self._look("is it done:")
        return self._is_over()

    def running(self):
        """See concurrent.futures.Future.running."""
        self._look("is it running:")
        return self._state == RUNNING

    def cancelled(self):
        """See concurrent.futures.Future.cancelled."""
        self._look("is it cancelled:")
        return self._state == CANCELLED

    def cancel(self):
        """See concurrent.futures.Future.cancel."""
        acting().act("cancel", self, self._write)
        if self._state in (RUNNING, FINISHED):
            return False
        if self._state == PENDING:
            self._state = CANCELLED
            self._call_back()
        return True

    def _wait(self, timeout):
        run = acting()
        limit = seconds(timeout)
        if limit is not None:
            run.act("set the timer of", self, ((run.time, "now", False),))
        if not run.act("result of", self, self._read, self._is_over, limit):
            raise futures.TimeoutError
        if self._state == CANCELLED:
            raise futures.CancelledError

    def result(self, timeout=None):
        """See concurrent.futures.Future.result."""
        self._wait(timeout)
        if self._exception is not None:
            try:
                raise self._exception
            finally:
                self = None  # no ring of references through the traceback
        return self._result

    def exception(self, timeout=None):
        """See concurrent.futures.Future.exception."""
        self._wait(timeout)
        return self._exception

    def add_done_callback(self, fn):
        """See concurrent.futures.Future.add_done_callback."""
        acting().act("add a callback to", self, self._write)
        if self._is_over():
            self._call(fn)
        else:
            self._callbacks.append(fn)

    def _call_back(self):
        for fn in self._callbacks:
            self._call(fn)

    def _call(self, fn):
        try:
            call(fn, self)
        except Exception:
            _base.LOGGER.exception("exception calling callback for %r", self)

    def set_running_or_notify_cancel(self):
        """See the documentation of concurrent.futures.Future."""
        acting().act("begin", self, self._write)
        if self._state == CANCELLED and not self._notified:
            self._notified = True
            return False
        if self._state != PENDING:
            raise RuntimeError("Future in unexpected state")
        self._state = RUNNING
        return True

    def set_result(self, result):
        """See the documentation of concurrent.futures.Future."""
        self._finish(result, None)

    def set_exception(self, exception):
        """See the documentation of concurrent.futures.Future."""
        self._finish(None, exception)

    def _finish(self, result, exception):
        acting().act("finish", self, self._write)
        if self._is_over():
            raise futures.InvalidStateError(f"{self._state}: {self!r}")
        self._result, self._exception = result, exception
        self._state = FINISHED
        self._call_back()


class ThreadPoolExecutor(Model):
    """Models concurrent.futures.ThreadPoolExecutor."""

    real = futures.ThreadPoolExecutor

    def __init__(
        self,
        max_workers=None,
        thread_name_prefix="",
        initializer=None,
        initargs=(),
    ):
        if max_workers is None:
            max_workers = min(32, (os.cpu_count() or 1) + 4)
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        self._begin()
        self._max_workers = max_workers
        number = run_counter()
        self._prefix = thread_name_prefix or f"ThreadPoolExecutor-{number}"
        self._initializer, self._initargs = initializer, initargs
        self._work, self._workers, self._idle = deque(), [], 0
        self._shutdown = False
        self._broken = None

    def _outlive(self, real):
        copy = real(
            self._max_workers, self._prefix, self._initializer, self._initargs
        )
        if self._shutdown:
            copy.shutdown()
        return copy

    def submit(self, fn, /, *args, **kwargs):
        """See concurrent.futures.Executor.submit."""
        run = acting()
        future = Future()
        future._label = f"future of {getattr(fn, '__name__', 'a call')}"
        run.act("submit to", self, self._write)
        if self._broken:
            raise futures.thread.BrokenThreadPool(self._broken)
        if self._shutdown:
            raise RuntimeError("cannot schedule new futures after shutdown")
        self._work.append((future, fn, args, kwargs))
        idle = self._idle >= len(self._work)
        if not idle and len(self._workers) < self._max_workers:
            name = f"{self._prefix}_{len(self._workers)}"
            thread = threading.Thread(name=name)
            worker = thread._task = run.spawn(self._serve, name, thread)
            worker.service = True
            self._workers.append(worker)
        return future

    def _serve(self):
        run = acting()
        if self._initializer is not None:
            try:
                call(self._initializer, *self._initargs)
            except BaseException as error:
                self._break(error)
                return
        closing = run.is_closing

        def ready():
            return bool(self._work) or self._shutdown or closing()

        while True:
            self._idle += 1
            run.act("take work from", self, self._write, ready)
            self._idle -= 1
            if not self._work:
                return
            self._do(*self._work.popleft())

    def _do(self, future, fn, args, kwargs):
        if not future.set_running_or_notify_cancel():
            return
        try:
            result = call(fn, *args, **kwargs)
        except Stop:
            raise
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(result)

    def _break(self, error):
        self._broken = "A thread initializer failed, the pool is not usable"
        while self._work:
            future = self._work.popleft()[0]
            broken = futures.thread.BrokenThreadPool(self._broken)
            broken.__cause__ = error
            future.set_exception(broken)

    def map(self, fn, *iterables, timeout=None, chunksize=1, **kwargs):
        """See concurrent.futures.Executor.map."""
        calls = zip(*iterables, strict=False)
        waiting = deque(self.submit(fn, *args) for args in calls)

        def results():
            try:
                while waiting:
                    yield waiting.popleft().result(timeout)
            finally:
                for future in waiting:
                    future.cancel()

        return results()

    def shutdown(self, wait=True, *, cancel_futures=False):
        """See concurrent.futures.Executor.shutdown."""
        run = acting()
        run.act("shut down", self, self._write)
        self._shutdown = True
        while cancel_futures and self._work:
            self._work.popleft()[0].cancel()
        if wait:
            self._join(run)

    def _join(self, run):
        workers = self._workers
        touches = tuple((worker.end, "end", False) for worker in workers)

        def ready():
            return all(worker.done for worker in workers)

        run.act("wait for the workers of", self, touches, ready)
        for worker in workers:
            run.current.clock.join(worker.number, worker.clock)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.shutdown(wait=True)
        return False


def wait(fs, timeout=None, return_when=futures.ALL_COMPLETED):
    """Stands in for concurrent.futures.wait."""
    run = acting()
    if run is None:
        return REAL_WAIT(fs, timeout, return_when)
    fs = list(dict.fromkeys(fs))

    def ready():
        over = [f for f in fs if f._is_told()]
        if len(over) == len(fs):
            return True
        if return_when == futures.FIRST_EXCEPTION:
            return any(f._exception is not None for f in over)
        return return_when == futures.FIRST_COMPLETED and bool(over)

    _await(run, fs, ready, timeout, "wait for")
    over = {f for f in fs if f._is_told()}
    return _base.DoneAndNotDoneFutures(over, set(fs) - over)


def as_completed(fs, timeout=None):
    """Stands in for concurrent.futures.as_completed."""
    run = current_run()
    if run is None:
        yield from REAL_AS_COMPLETED(fs, timeout)
        return
    left = list(dict.fromkeys(fs))
    total = len(left)

    def ready():
        return any(f._is_told() for f in left)

    while left:
        if not _await(run, left, ready, timeout, "next of"):
            raise futures.TimeoutError(
                f"{len(left)} (of {total}) futures unfinished"
            )
        for future in [f for f in left if f._is_told()]:
            left.remove(future)
            yield future


def _await(run, fs, ready, timeout, verb):
    limit = seconds(timeout)
    if limit is not None:
        run.act("set a timer for", "futures", ((run.time, "now", False),))
    touches = tuple(f._read[0] for f in fs)
    return run.act(verb, "futures", touches, ready, limit)


def _pool(real):
    return ThreadPoolExecutor(
        real._max_workers,
        real._thread_name_prefix,
        getattr(real, "_initializer", None),  # since 3.14 it hides them
        getattr(real, "_initargs", ()),
    )


MAKERS[futures.ThreadPoolExecutor] = _pool
REAL_WAIT, REAL_AS_COMPLETED = futures.wait, futures.as_completed
