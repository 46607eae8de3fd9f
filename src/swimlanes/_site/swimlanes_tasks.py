"""Record asyncio's tasks as lanes inside their thread.

Every step of a task, in Python or in C, is a callback of the loop: it is put
into the ready queue by `call_soon` and run by `Handle._run`.  Only the first
step of an eager task runs inside `create_task`.  These three and the loop's
`select` are wrapped; tasks, futures and locks stay what they are.

A task is ready from the moment at which `call_soon` is told to continue it;
or since its timer was due or another thread called, if the loop came to that
late.  When data arrived while the loop was busy is not known to Python: the
task counts as suspended until the loop looks.
"""

import functools
import selectors
import sys
import time
import types
import weakref

IDLE = 0.02  # seconds without an event after which all is written down
KERNEL = ("ipykernel", "tornado", "zmq", "IPython", "jupyter_client")
OWN_TASKS = ("base_events.py", "runners.py", "staggered.py")

_now = time.perf_counter_ns


def _sibling(name):
    import importlib

    return importlib.import_module(
        f"{__package__}.{name}" if __package__ else name
    )


turns_of = _sibling("swimlanes_turns")
awaits = _sibling("swimlanes_awaits")


class _Recorder:
    """Knows the lane of each task."""

    def __init__(self, events, tasks):
        self.events = events
        self.types = tuple({tasks.Task, tasks._PyTask})
        self.loop = None  # the loop that ran before recording began
        self.newborn = []  # (lane, task) of those that may still get a name
        self.called = {}  # id(handle) -> (when another thread asked, handle)

    # --- what events.py tells ---

    def begins(self, log):
        self.turns = turns_of.shared(log)
        self.lanes = self.turns.lanes
        self.called.clear()
        self.newborn.clear()

    def enters(self):
        pass

    def named(self, name):
        pass

    def ends(self, tid):
        self.turns.end(tid, "task", self.ask)

    # --- lanes ---

    def keep(self, lane, task):
        """Let `lane` be that of `task`."""
        turns, key = self.turns, id(task)

        def lost(reference):
            if turns.lanes.pop(key, None) is not None:
                turns.gone.append((_now(), lane))

        lane.thing = weakref.ref(task, lost)
        turns.lanes[key] = lane

    def born(self, loop, task, callback):
        """Make a lane if `callback` is the first step of a new task."""
        if self.events._log is None or self.turns.full:
            return
        wakeup = getattr(callback, "__name__", "").endswith("wakeup")
        if wakeup or not _is_step(callback):
            return
        coroutine, thread = task.get_coro(), self.turns.thread()
        if thread.expected is not None and thread.expected[0] is coroutine:
            lane = thread.expected[1]
            lane.ready = _now()
        else:
            lane = self.new(loop, thread, coroutine, awaits.task_name(task))
        if lane is not None:
            lane.tell()
            self.keep(lane, task)
            self.newborn.append((lane, task))

    def name_newborn(self):
        """Take the names that tasks got after they were created."""
        while self.newborn:
            lane, task = self.newborn.pop()
            lane.rename(awaits.given_name(task))

    def new(self, loop, thread, coroutine, name):
        """Return a lane for a task that the reader's code started."""
        if thread.tid not in self.events._threads:
            return None
        starter = thread.lane
        path = _path(coroutine)
        library = "/asyncio/" in path
        if loop is self.loop:
            if _is_kernel(path):
                return None
            if starter is None and (library or "/site-packages/" in path):
                return None
        if library and (
            path.endswith(OWN_TASKS)
            or coroutine.__name__.startswith("_")
            or _by_wait_for()
        ):
            return None  # asyncio's own
        return self.turns.lane(thread, name, "task", starter)

    def current(self, tasks):
        """Take the task that runs already, such as that of a cell.

        Others that the reader started before may wake while we record.
        """
        loop = sys.modules["asyncio.events"]._get_running_loop()
        task = loop and tasks.current_task(loop)
        if task is None:
            return
        self.loop = loop
        for other in tasks.all_tasks(loop) - {task}:
            coroutine = other.get_coro()
            name = awaits.task_name(other)
            lane = self.new(loop, self.turns.thread(), coroutine, name)
            if lane is not None:
                self.keep(lane, other)
        thread = self.turns.thread()
        kernel = _is_kernel(_path(task.get_coro()))
        name = "cell" if kernel else awaits.task_name(task)
        lane = self.turns.lane(thread, name, "task")
        self.keep(lane, task)
        lane.begins(lane.born)

    def call(self, handle, run):
        """Run a callback that is no step of a known task."""
        if self.events._log is None:
            return run(handle)
        thread = self.turns.thread()
        if thread.lane is not None:
            self.settle(thread)
        thread.cause = _due(self, handle)
        try:
            return run(handle)
        finally:
            thread.cause = None
            self.name_newborn()

    def settle(self, thread):
        """End a turn whose end was not seen: it began before recording."""
        lane = thread.lane
        task = lane.thing and lane.thing()
        self.left(lane, task, lane.ends(_now()))

    def left(self, lane, task, long):
        """Look what became of a task after its turn."""
        if task is None or task._fut_waiter is None and task.done():
            self.lanes.pop(id(task), None)
            if task is not None and lane.name != "cell":
                lane.rename(awaits.given_name(task))
            lane.over(lane.last)
        elif long:  # so is the next one, perhaps
            self.ask(lane, task)

    def ask(self, lane, task):
        """Put into the table what a lane does that has not the thread."""
        if lane.what is None and lane.begin is None:
            if task._fut_waiter is None or lane.ready > lane.last:
                lane.waits("", max(lane.ready, lane.last))
                lane.what = None
            else:
                lane.waits(self.describe(task), self.due(task))

    def due(self, task):
        """Return when a sleeping task will be ready, in ns, or 0."""
        try:
            when = awaits.wakes_at(task)
        except Exception:  # see `describe`
            when = None
        if when is None:
            return 0
        return _now() + int(1e9 * (when - task.get_loop().time()))

    def describe(self, task):
        try:
            return awaits.awaited(task, self.events.names)
        except Exception:  # a coroutine of a kind that tells nothing
            return "something not recorded"


def _path(coroutine) -> str:
    """Return the file of a coroutine's code, with / on every system."""
    code = getattr(coroutine, "cr_code", None)
    return getattr(code, "co_filename", "").replace("\\", "/")


def _is_kernel(path: str) -> bool:
    return any(f"/{package}/" in path for package in KERNEL)


def _by_wait_for() -> bool:
    """Tell whether `wait_for` makes a task of what it waits for (3.11)."""
    frame = sys._getframe(2)
    while frame is not None and frame.f_code.co_name != "wait_for":
        path = frame.f_code.co_filename.replace("\\", "/")
        if "/asyncio/" not in path and "/_site/" not in path:
            return False
        frame = frame.f_back
    return frame is not None


def hook(events):
    """Wrap what asyncio has, and follow the log."""
    base = sys.modules["asyncio.base_events"].BaseEventLoop
    handle = sys.modules["asyncio.events"].Handle
    tasks = sys.modules["asyncio.tasks"]
    recorder = _Recorder(events, tasks)
    events._patch(base, "call_soon", _call_soon(recorder))
    events._patch(base, "call_soon_threadsafe", _threadsafe(recorder))
    events._patch(base, "create_task", _create_task(recorder))
    events._patch(handle, "_run", _run(recorder))
    classes = {x for x in vars(selectors).values() if isinstance(x, type)}
    for selector in classes - {selectors.BaseSelector}:
        if "select" in vars(selector):
            events._patch(selector, "select", _select(recorder))
    events.follow(recorder)
    recorder.current(tasks)


def hook_windows(events, module):
    """Windows waits for events elsewhere; it is imported after the rest."""
    recorder = next(f for f in events._followers if type(f) is _Recorder)
    events._patch(module.IocpProactor, "select", _select(recorder))


def _call_soon(recorder):
    def make(original):
        @functools.wraps(original)
        def call_soon(self, callback, *args, context=None):
            task = getattr(callback, "__self__", None)
            lane = recorder.lanes.get(id(task))
            if lane is not None:
                lane.ready = lane.thread.cause or _now()
            elif isinstance(task, recorder.types):
                recorder.born(self, task, callback)
            return original(self, callback, *args, context=context)

        return call_soon

    return make


def _threadsafe(recorder):
    def make(original):
        @functools.wraps(original)
        def call_soon_threadsafe(self, callback, *args, context=None):
            now = _now()
            handle = original(self, callback, *args, context=context)
            if recorder.events._log is not None:
                recorder.called[id(handle)] = now, handle
            return handle

        return call_soon_threadsafe

    return make


def _due(recorder, handle):
    """Return since when a callback could have run, or None: since now."""
    when = getattr(handle, "_when", None)
    if when is not None:
        late = handle._loop.time() - when
        return _now() - max(0, int(1e9 * late))
    return recorder.called.pop(id(handle), (None,))[0]


def _run(recorder):
    def make(original):
        @functools.wraps(original)
        def _run(self):
            callback = self._callback
            task = getattr(callback, "__self__", None)
            lane = recorder.lanes.get(id(task))
            if lane is None or not _is_step(callback):
                return recorder.call(self, original)
            if lane.thread.lane is not None:
                recorder.settle(lane.thread)
            turns = recorder.turns
            if lane.what is None and lane.ready - lane.last >= turns.short:
                lane.what = recorder.describe(task)
            if lane.last == lane.born:
                lane.moves(turns.thread())
            lane.begins(_now())
            try:
                return original(self)
            finally:
                long = lane.ends(_now())
                if recorder.newborn:
                    recorder.name_newborn()
                if long or task._fut_waiter is None:
                    recorder.left(lane, task, long)

        return _run

    return make


def _is_step(callback):
    """Tell a step of a task from another method of it, such as `cancel`."""
    kind = type(callback)
    if kind is types.BuiltinMethodType:
        return callback.__name__ == "task_wakeup"
    if kind is types.MethodType:  # tasks in Python
        return callback.__name__ in ("__step", "__wakeup")
    return True


def _create_task(recorder):
    """The first step of an eager task runs inside `create_task`."""

    def make(original):
        @functools.wraps(original)
        def create_task(self, coro, **options):
            factory = self._task_factory
            eager = options.get("eager_start") or getattr(
                factory, "__qualname__", ""
            ).startswith("create_eager_task_factory.")
            if not eager or recorder.events._log is None:
                return original(self, coro, **options)
            thread = recorder.turns.thread()
            outer, expected = thread.lane, thread.expected
            name = options.get("name") or awaits.coroutine_name(coro)
            lane = recorder.new(self, thread, coro, str(name))
            if lane is None:
                return original(self, coro, **options)
            lane.tell()
            thread.expected = coro, lane
            if outer is not None:
                outer.ends(lane.born)
            lane.begins(lane.born)
            try:
                task = original(self, coro, **options)
            finally:
                thread.expected = expected
                if thread.lane is lane:
                    lane.ends(_now())
                if outer is not None:
                    outer.ready = outer.last
                    outer.begins(_now())
            if recorder.lanes.get(id(task)) is not lane:
                recorder.keep(lane, task)
                recorder.newborn.append((lane, task))
            if task.done():
                recorder.lanes.pop(id(task), None)
                lane.over(lane.last)
            return task

        return create_task

    return make


def _select(recorder):
    """The loop waits for events; other callers of `select` pass through."""

    def make(original):
        @functools.wraps(original)
        def select(self, timeout=None):
            log = recorder.events._log
            if (
                log is None
                or timeout is not None
                and timeout <= 0
                or sys._getframe(1).f_code.co_name != "_run_once"
            ):
                return original(self, timeout)
            turns = recorder.turns
            thread = turns.thread()
            if thread.lane is not None:
                recorder.settle(thread)
            start = _now()
            try:
                if timeout is not None and timeout <= IDLE:
                    return original(self, timeout)
                found = original(self, IDLE)
                if found:
                    return found
                for lane in list(turns.lanes.values()):
                    task = lane.thing()
                    if (
                        lane.thread is thread
                        and lane.kind == "task"
                        and task is not None
                    ):
                        lane.flush()
                        recorder.ask(lane, task)
                log.enter(start, thread.tid, "waiting for events")
                try:
                    rest = timeout and timeout - (_now() - start) / 1e9
                    if rest is not None and rest <= 0:
                        return found
                    return original(self, rest)
                finally:
                    log.leave(thread.tid)
            finally:
                turns.polled(thread, start, _now())

        return select

    return make
