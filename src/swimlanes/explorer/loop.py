"""An event loop that follows a schedule, on virtual time, and keeps a trace.

It has no selector.  What would need one, or a real thread, ends the run:
no schedule could say when its answer comes.
"""

import asyncio
import contextlib
import heapq
import inspect
import linecache
import sys
import weakref

from .places import is_machinery
from .trace import Step
from .verdict import Failure, Wait

STEPS = 5000


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


def stuck(loop):
    waits = []
    for task in loop.tasks:
        if not task.done():
            name, place = loop.name_of(task), _where(task)
            waits.append(Wait(name, "at", "an await", *place))
    names = " and ".join(wait.thread for wait in waits)
    return Failure("deadlock", f"nobody is left to wake {names}", waits=waits)


def unseen(loop):
    """An exception that nobody saw."""
    futures = [future() for future in loop.futures]
    for task in (*loop.tasks, *filter(None, futures)):
        if task.done() and not task.cancelled() and task._log_traceback:
            error = _inner(task.exception())
            name = loop.name_of(task) if task in loop.names else None
            return Failure.from_exception(error, name)
    return loop.unseen


def cut_off(loop):
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
