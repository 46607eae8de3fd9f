"""The same for asyncio: which ready task takes its next step?

Between two awaits a task runs alone, so its steps are the steps of a
schedule.  The event loop takes ready tasks first come, first served; any
other choice stands for an answer that came in another order, and costs one
*delay*.  Time is virtual: it passes only when no task is ready, up to the
next timer.  All choices are tried, fewest delays first; nothing is cut.
"""

import contextlib
import ctypes
import gc
import random
import sys
import threading
import time
from _thread import get_ident
from collections import deque

from .instrument import Instrumented
from .interrupts import Interrupts
from .loop import Loop, Stuck, cut_off, loop_closed, stuck, unseen
from .one_search import IN_TASKS, only_search
from .output import Capture
from .schedule import decode, encode
from .search import NOT_REPEATABLE
from .session import COLLECT
from .state import Snapshot
from .trace import Trace
from .verdict import Failure, Verdict

_clock = time.perf_counter


class Session:
    """Runs an async scenario, each time in a fresh loop and thread."""

    def __init__(self, scenario, watchdog):
        self.scenario, self.watchdog, self.runs = scenario, watchdog, 0
        code = Instrumented(scenario)  # to know the names it uses; not entered
        self.state = Snapshot(code.spaces.values(), code.used_names)
        self.capture = Capture(self.is_inside)

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            stack.enter_context(only_search())
            self.interrupts = stack.enter_context(Interrupts())
            stack.callback(self.state.restore)
            stack.callback(random.setstate, random.getstate())
            if gc.isenabled():  # finalizers would run when no schedule says so
                gc.disable()
                stack.callback(gc.enable)
            stack.enter_context(self.capture)
            stack.enter_context(self._threads_leave())
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *exc_info):
        self._stack.close()

    @contextlib.contextmanager
    def _threads_leave(self):
        """A real thread would run when no schedule says so."""
        real = threading.Thread.start

        def start(thread):
            if self.is_inside():
                self.loop.leave("Thread.start()")
            real(thread)

        threading.Thread.start = start
        try:
            yield
        finally:
            threading.Thread.start = real

    def is_inside(self):
        """Is the caller a task of this session?"""
        return IN_TASKS.get(get_ident()) is self

    def run(self, departures, traced=False):
        """Run the scenario once; return the loop."""
        self.runs += 1
        if self.runs % COLLECT == 0:
            self.interrupts.collect()
        self.state.restore()
        self.capture.fresh()
        random.seed(0)
        loop = self.loop = Loop(dict(departures), traced)
        thread = threading.Thread(
            target=self._work, args=(loop,), name="explorer", daemon=True
        )
        thread.start()
        self._watch(loop, thread)
        self.interrupts.check()
        loop.output = self.capture.text
        return loop

    def _watch(self, loop, thread):
        try:
            steps = -1
            while thread.is_alive():
                thread.join(self.watchdog)
                if thread.is_alive() and steps == loop.steps:
                    frame = sys._current_frames().get(thread.ident)
                    loop.failure = Failure.lost_control("a task", frame, self)
                    break
                steps = loop.steps
        finally:
            if thread.is_alive():
                loop.interrupted = True
                _raise_in(thread)
                thread.join(0.5)

    def _work(self, loop):
        IN_TASKS[get_ident()] = self
        try:
            with loop_closed(loop):
                loop.main = loop.create_task(self.scenario())
                self._run(loop)
        finally:
            del IN_TASKS[get_ident()]

    def _run(self, loop):
        try:
            loop.run_until_complete(loop.main)
        except Stuck:
            loop.failure = loop.outside or loop.failure or stuck(loop)
        except BaseException as error:
            if not loop.interrupted:
                loop.failure = loop.outside or loop.failure_of(error)
        else:
            loop.failure = loop.failure or unseen(loop) or cut_off(loop)


def _raise_in(thread):
    """Ask a thread that runs Python code to stop."""
    ident = ctypes.c_ulong(thread.ident)
    error = ctypes.py_object(KeyboardInterrupt)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ident, error)


def _kind(failure):
    soft = ("livelock", "lost control")
    return failure.kind if failure.kind in soft else "failure"


def explore_tasks(scenario, bound, schedules, seconds, watchdog):
    """Explore an async scenario; see `search.explore`."""
    start = _clock()
    session = Session(scenario, watchdog)
    buckets, price, runs = [deque([()])], 0, 0
    left_out = False
    kind, failure, departures = "bounded", None, ()
    with session:
        while True:
            while price < len(buckets) and not buckets[price]:
                price += 1
            if price >= len(buckets):
                kind = "bounded" if left_out else "every"
                break
            if runs >= schedules or runs and _clock() > start + seconds:
                break
            departures = buckets[price].popleft()
            loop = session.run(departures)
            runs += 1
            failure = loop.failure
            if runs == 1 and not _repeats(session, loop):
                kind, failure = "not repeatable", None
                break
            if failure is not None:
                kind = _kind(failure)
                break
            if bound is not None and price >= bound:
                left_out = left_out or bool(loop.alternatives)
                continue
            if len(buckets) == price + 1:
                buckets.append(deque())
            for choice in loop.alternatives:
                buckets[price + 1].append((*departures, choice))
        traced = None
        if kind in ("failure", "livelock"):
            traced = session.run(departures, traced=True)
            if failure.kind == "cannot follow" or _end(traced) != _end(loop):
                kind, failure = "not repeatable", None
        if kind == "bounded":
            price = price - 1
        verdict = Verdict(
            kind,
            scenario.__name__,
            schedules=runs,
            failure=failure,
            preemptions=price if kind != "every" and price >= 0 else None,
            schedule=encode(departures, "a") if failure else None,
            unit="delay",
            reason=NOT_REPEATABLE if kind == "not repeatable" else "",
        )
        if failure is not None and traced is not None:
            _add_trace(verdict, traced)
    verdict.seconds = _clock() - start
    return verdict


def _repeats(session, first):
    """Does the default schedule come out the same a second time?"""
    if _lost(first):
        return True  # that is to be told
    second = session.run(())
    return _lost(second) or _course(first) == _course(second)


def _course(loop):
    return _end(loop), loop.widths, [*loop.names.values()]


def _lost(loop):
    return loop.failure is not None and loop.failure.kind == "lost control"


def _end(loop):
    failure = loop.failure
    return failure and (failure.kind, failure.line)


def replay_tasks(scenario, schedule, watchdog):
    """Run an async scenario under one schedule; see `search.replay`."""
    departures = decode(schedule, "a")
    session = Session(scenario, watchdog)
    with session:
        loop = session.run(departures, traced=True)
    failure = loop.failure
    unused = [step for step in departures if step > loop.steps]
    if unused or (failure is not None and failure.kind == "cannot follow"):
        raise ValueError(
            f"schedule {schedule!r} does not fit {scenario.__name__}(): it "
            "belongs to another scenario, or to an earlier version of this "
            "one; explore it again"
        )
    verdict = Verdict(
        _kind(failure) if failure else "bounded",
        scenario.__name__,
        schedules=1,
        failure=failure,
        schedule=encode(departures.items(), "a"),
        replayed=True,
        unit="delay",
    )
    _add_trace(verdict, loop)
    return verdict


def _add_trace(verdict, loop):
    trace = Trace(())
    trace.steps = loop.trace
    trace.threads = list(dict.fromkeys(s.thread for s in loop.trace))
    verdict.trace, verdict.output = trace, loop.output
    verdict.failure = loop.failure or verdict.failure
