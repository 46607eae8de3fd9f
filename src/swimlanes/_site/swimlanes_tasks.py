"""Give each of asyncio's tasks a lane inside its thread.

What `swimlanes_loop.py` wraps calls this file: it knows which tasks are the
reader's, what they are called, and what became of one after its turn.
"""

import sys
import time
import weakref

KERNEL = ("ipykernel", "tornado", "zmq", "IPython", "jupyter_client")
OWN_TASKS = ("base_events.py", "runners.py", "staggered.py")

_now = time.perf_counter_ns


class Tasks:
    """Knows the lane of each task."""

    def __init__(self, events, module):
        self.events, self.module = events, module
        self.types = (module.Task, module._PyTask)
        self.awaits = events.sibling("swimlanes_awaits")
        self.loop = None  # the loop that ran before recording began
        self.newborn = []  # (lane, task) of those that may still get a name
        self.called = {}  # id(handle) -> (when another thread asked, handle)

    # --- what events.py tells ---

    def begins(self, log):
        turns = self.events.sibling("swimlanes_turns")
        self.turns = turns.shared(log)
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

    def born(self, loop, task):
        """Make a lane for a task that will do its first step."""
        if self.events._log is None or self.turns.full:
            return
        coroutine, thread = task.get_coro(), self.turns.thread()
        if thread.expected is not None and thread.expected[0] is coroutine:
            lane = thread.expected[1]
            lane.ready = _now()
        else:
            name = self.awaits.task_name(task)
            lane = self.new(loop, thread, coroutine, name)
        if lane is not None:
            lane.tell()
            self.keep(lane, task)
            self.newborn.append((lane, task))

    def name_newborn(self):
        """Take the names that tasks got after they were created."""
        while self.newborn:
            try:
                lane, task = self.newborn.pop()
            except IndexError:  # another thread was faster
                return
            lane.rename(self.awaits.given_name(task))

    def eager(self, loop, thread, coroutine, name):
        """Return a lane for a task whose first step is to run at once."""
        name = str(name or self.awaits.coroutine_name(coroutine))
        lane = self.new(loop, thread, coroutine, name)
        if lane is not None:
            lane.tell()
        return lane

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

    def current(self):
        """Take the task that runs already, such as that of a cell.

        Others that the reader started before may wake while we record.
        """
        loop = sys.modules["asyncio.events"]._get_running_loop()
        task = loop and self.module.current_task(loop)
        if task is None:
            return
        self.loop = loop
        for other in self.module.all_tasks(loop) - {task}:
            coroutine = other.get_coro()
            name = self.awaits.task_name(other)
            lane = self.new(loop, self.turns.thread(), coroutine, name)
            if lane is not None:
                self.keep(lane, other)
        thread = self.turns.thread()
        kernel = _is_kernel(_path(task.get_coro()))
        name = "cell" if kernel else self.awaits.task_name(task)
        lane = self.turns.lane(thread, name, "task")
        self.keep(lane, task)
        lane.begins(lane.born)

    def settle(self, thread):
        """End a turn whose end was not seen: it began before recording."""
        lane = thread.lane
        long = lane.ends(_now())
        if lane.kind == "task":  # else a greenlet runs the loop
            self.left(lane, lane.thing and lane.thing(), long)

    def idle(self, thread):
        """Write down all that is known of a thread that waits for events."""
        for lane in list(self.lanes.values()):
            task = lane.thing()
            if lane.thread is thread and lane.kind == "task":
                lane.flush()
                if task is not None:
                    self.ask(lane, task)

    def left(self, lane, task, long):
        """Look what became of a task after its turn."""
        if task is None or task._fut_waiter is None and task.done():
            self.lanes.pop(id(task), None)
            if task is not None and lane.name != "cell":
                lane.rename(self.awaits.given_name(task))
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
            when = self.awaits.wakes_at(task)
        except Exception:  # see `describe`
            when = None
        if when is None:
            return 0
        return _now() + int(1e9 * (when - task.get_loop().time()))

    def describe(self, task):
        try:
            return self.awaits.awaited(task, self.events.names)
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
