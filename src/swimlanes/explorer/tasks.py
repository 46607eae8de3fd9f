"""The same for asyncio: which ready task takes its next step?

Between two awaits a task runs alone, so its steps are the steps of a
schedule.  The event loop takes ready tasks first come, first served; any
other choice stands for an answer that came in another order, and costs one
*delay*.  Time is virtual: it passes only when no task is ready, up to the
next timer.  All choices are tried, fewest delays first; nothing is cut.
"""

import asyncio
import contextlib
import ctypes
import gc
import heapq
import inspect
import linecache
import random
import sys
import threading
import time
import weakref
from _thread import get_ident
from collections import deque

from .instrument import Instrumented
from .output import Capture
from .places import is_machinery
from .schedule import decode, encode
from .search import NOT_REPEATABLE
from .session import COLLECT, IN_TASKS, only_search
from .state import Snapshot
from .trace import Step, Trace
from .verdict import Failure, Verdict, Wait

STEPS = 5000
_clock = time.perf_counter


class Stuck(Exception):
    """No task can go on."""


class Left(BaseException):
    """Ends a step that would have left the explorer's control."""


class Loop(asyncio.BaseEventLoop):
    """An event loop without a selector, on virtual time."""

    def __init__(self, departures, traced):
        super().__init__()
        self.departures = departures
        self.last = max(departures, default=0)
        self.steps, self.now = 0, 0.0
        self.tasks, self.names = [], {}
        self.widths = []  # how many choices there were at each step
        self.alternatives, self.trace = [], []
        self.traced = traced
        self.futures = []  # weakly, so that they die when they would
        self.outside = self.failure = self.unseen = None
        self.over = self.interrupted = False
        self.set_task_factory(self._make_task)
        self.set_exception_handler(Loop._note)

    def time(self):
        return self.now

    def create_future(self):
        future = super().create_future()
        self.futures.append(weakref.ref(future))
        return future

    def _note(self, context):
        """A callback raised, or a future died and nobody had asked it."""
        error = context.get("exception")
        if error is None or self.over or isinstance(error, Left):
            return
        failure = Failure.from_exception(error, None)
        if "handle" in context:
            self.failure = self.failure or failure
        else:
            self.unseen = self.unseen or failure

    def _make_task(self, loop, coroutine, **options):
        name = getattr(coroutine, "__name__", "task")
        task = asyncio.Task(coroutine, loop=loop, **options)
        if task.get_name().startswith("Task-"):
            others = [self.name_of(other) for other in self.tasks]
            same = sum(other.split(" ")[0] == name for other in others)
            task.set_name(f"{name} {same + 1}" if same else name)
        self.tasks.append(task)
        self.names[task] = task.get_name()
        return task

    def name_of(self, task):
        """The name a task was given, or else its coroutine's."""
        name = task.get_name()  # Python 3.13 gives "None" to the nameless
        return self.names[task] if name == "None" else name

    def failure_of(self, error):
        """The failure for an exception that ended the scenario."""
        task, inner = self.main, _inner(error)
        if inner is not error or not isinstance(error, Exception):
            tasks = reversed(self.tasks)  # who began it comes last
            task = next((t for t in tasks if _raised(t, inner)), task)
        return Failure.from_exception(inner, self.name_of(task))

    def _run_once(self):
        self._fire_timers()
        ready = self._ready
        if not ready:
            raise Stuck
        self.steps += 1
        if self.steps > STEPS:
            self.failure = Failure("livelock", f"no end after {STEPS} steps")
            raise Stuck
        options = self._options()
        self.widths.append(len(options))
        number = self.departures.get(self.steps, 0)
        if number >= len(options):
            self.failure = Failure.cannot_follow(self.steps, number)
            raise Stuck
        if self.steps > self.last:
            more = range(1, len(options))
            self.alternatives += [(self.steps, i) for i in more]
        handle = ready[options[number]]
        del ready[options[number]]
        task = _task_of(handle)
        try:
            handle._run()
        finally:
            if task is not None and self.traced:
                self.trace.append(_step(self, task, bool(number)))
        if self.outside is not None or self.failure is not None:
            raise Stuck

    def _fire_timers(self):
        timers, ready = self._scheduled, self._ready
        for handle in [h for h in ready if h._cancelled]:
            ready.remove(handle)
        while timers and timers[0]._cancelled:
            heapq.heappop(timers)._scheduled = False
        if not ready and timers:
            self.now = max(self.now, timers[0]._when)
        while timers and timers[0]._when <= self.now:
            handle = heapq.heappop(timers)
            handle._scheduled = False
            if not handle._cancelled:
                ready.append(handle)

    def _options(self):
        """Positions of what may come next: the first, or a task's step."""
        found, seen = [0], {_task_of(self._ready[0])}
        for i, handle in enumerate(self._ready):
            task = _task_of(handle)
            if i and task is not None and task not in seen:
                found.append(i)
                seen.add(task)
        return found

    def leave(self, what):
        """The run ends here: this call cannot be one of its steps."""
        frame = sys._getframe(1)
        while frame is not None and is_machinery(frame.f_code.co_filename):
            frame = frame.f_back
        task = asyncio.current_task(self)
        name = task and self.name_of(task)
        self.outside = self.outside or Failure.outside(name, what, frame)
        raise Left

    def _write_to_self(self):
        pass

    def _check_closed(self):
        if not self.over:
            super()._check_closed()


ABSTRACT, BASE = asyncio.AbstractEventLoop, asyncio.BaseEventLoop
OUTSIDE = [
    name
    for name in vars(ABSTRACT)
    if not name.startswith("_")
    and getattr(BASE, name) is getattr(ABSTRACT, name)
    and getattr(Loop, name) is getattr(ABSTRACT, name)
]  # what needs a selector or a system: add_reader, sock_recv, …
OUTSIDE += (
    *("create_connection", "create_server", "create_datagram_endpoint"),
    *("connect_accepted_socket", "start_tls", "sendfile", "sock_sendfile"),
    *("connect_read_pipe", "connect_write_pipe", "getaddrinfo"),
    *("getnameinfo", "subprocess_exec", "subprocess_shell"),
    "run_in_executor",
)


def _outside(name):
    def leave(self, *args, **kwargs):
        self.leave(f"asyncio: {name}")

    async def leave_when_awaited(self, *args, **kwargs):
        self.leave(f"asyncio: {name}")

    awaited = inspect.iscoroutinefunction(getattr(ABSTRACT, name))
    method = leave_when_awaited if awaited else leave
    method.__name__ = name
    return method


for _name in OUTSIDE:
    setattr(Loop, _name, _outside(_name))


def _task_of(handle):
    owner = getattr(getattr(handle, "_callback", None), "__self__", None)
    return owner if isinstance(owner, asyncio.Task) else None


def _inner(error):
    """Of a group with one exception in it, that exception."""
    while isinstance(error, BaseExceptionGroup) and len(error.exceptions) == 1:
        error = error.exceptions[0]
    return error


def _raised(task, error):
    return task.done() and getattr(task, "_exception", None) is error


def _where(task):
    """The learner's line at which a task waits."""
    awaited, found = task.get_coro(), None
    while awaited is not None:
        frame = getattr(awaited, "cr_frame", None)
        if frame is not None and not is_machinery(frame.f_code.co_filename):
            found = frame.f_code.co_filename, frame.f_lineno
        awaited = getattr(awaited, "cr_await", None)
    return found or (None, None)


def _step(loop, task, preempted):
    file, line = _where(task)
    name = loop.name_of(task)
    last = loop.trace[-1] if loop.trace else None
    return Step(
        index=loop.steps,
        thread=name,
        file=file,
        line=line,
        source=linecache.getline(file, line).strip() if file else "",
        operation="runs to" if task.done() else "runs until",
        object="its end" if task.done() else "this await",
        switched=last is not None and last.thread != name,
        preempted=preempted,
        time=loop.now,
    )


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
            gc.collect()
        self.state.restore()
        self.capture.fresh()
        random.seed(0)
        loop = self.loop = Loop(dict(departures), traced)
        thread = threading.Thread(
            target=self._work, args=(loop,), name="explorer", daemon=True
        )
        thread.start()
        self._watch(loop, thread)
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
            loop.failure = loop.outside or loop.failure or _stuck(loop)
        except BaseException as error:
            if not loop.interrupted:
                loop.failure = loop.outside or loop.failure_of(error)
        else:
            loop.failure = loop.failure or _unseen(loop) or _cut_off(loop)


@contextlib.contextmanager
def loop_closed(loop):
    """Close a loop and whatever still hangs on it, without a word."""
    try:
        yield
    finally:
        loop.over = True
        for task in loop.tasks:
            task._log_destroy_pending = False
            if not task.done():
                with contextlib.suppress(BaseException):
                    task.get_coro().close()
            elif not task.cancelled():
                task.exception()  # retrieved
        loop._ready.clear()
        loop._scheduled.clear()
        loop.close()


def _raise_in(thread):
    """Ask a thread that runs Python code to stop."""
    ident = ctypes.c_ulong(thread.ident)
    error = ctypes.py_object(KeyboardInterrupt)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ident, error)


def _stuck(loop):
    waits = []
    for task in loop.tasks:
        if not task.done():
            name, place = loop.name_of(task), _where(task)
            waits.append(Wait(name, "at", "an await", *place))
    names = " and ".join(wait.thread for wait in waits)
    return Failure("deadlock", f"nobody is left to wake {names}", waits=waits)


def _unseen(loop):
    """An exception that nobody saw."""
    futures = [future() for future in loop.futures]
    for task in (*loop.tasks, *filter(None, futures)):
        if task.done() and not task.cancelled() and task._log_traceback:
            error = _inner(task.exception())
            name = loop.name_of(task) if task in loop.names else None
            return Failure.from_exception(error, name)
    return loop.unseen


def _cut_off(loop):
    """A task that had something to do when the program ended."""
    busy = {_task_of(handle) for handle in loop._ready}
    for handle in loop._scheduled:
        if not handle._cancelled:
            busy.add(_waiter_of(loop, handle))
    for task in loop.tasks:
        if task in busy and not task.done() and not task.cancelling():
            name = loop.name_of(task)
            file, line = _where(task)
            message = f"the program ends here, and {name} is cancelled"
            return Failure("lost work", message, name, None, file, line)
    return None


def _waiter_of(loop, handle):
    """The task that sleeps until a timer fires."""
    futures = [a for a in handle._args or () if asyncio.isfuture(a)]
    for task in loop.tasks:
        if getattr(task, "_fut_waiter", None) in futures and futures:
            return task
    return None


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
    runs = [first] if _lost(first) else [first, session.run(())]
    if any(_lost(loop) for loop in runs):
        return True  # that is to be told
    first, second = (
        (_end(loop), loop.widths, [*loop.names.values()]) for loop in runs
    )
    return first == second


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
