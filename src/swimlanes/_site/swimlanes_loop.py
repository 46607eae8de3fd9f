"""Wrap the methods of asyncio's loops through which every task passes.

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

IDLE = 0.02  # seconds without an event after which all is written down

_now = time.perf_counter_ns


def hook(events):
    """Wrap what asyncio has, and follow the log."""
    base = sys.modules["asyncio.base_events"].BaseEventLoop
    handle = sys.modules["asyncio.events"].Handle
    tasks = events.sibling("swimlanes_tasks")
    recorder = tasks.Tasks(events, sys.modules["asyncio.tasks"])
    events._patch(base, "call_soon", _call_soon(recorder))
    events._patch(base, "call_soon_threadsafe", _threadsafe(recorder))
    events._patch(base, "create_task", _create_task(recorder))
    events._patch(handle, "_run", _run(recorder))
    classes = {x for x in vars(selectors).values() if isinstance(x, type)}
    for selector in classes - {selectors.BaseSelector}:
        if "select" in vars(selector):
            events._patch(selector, "select", _select(recorder))
    events.follow(recorder)
    recorder.current()


def hook_windows(events, module):
    """Windows waits for events elsewhere; it is imported after the rest."""
    tasks = events.sibling("swimlanes_tasks").Tasks
    recorder = next(f for f in events._followers if type(f) is tasks)
    events._patch(module.IocpProactor, "select", _select(recorder))


def _call_soon(recorder):
    def make(original):
        @functools.wraps(original)
        def call_soon(self, callback, *args, context=None):
            task = getattr(callback, "__self__", None)
            lane = recorder.lanes.get(id(task))
            if lane is not None:
                lane.ready = lane.thread.cause or _now()
            elif isinstance(task, recorder.types) and _is_first(callback):
                recorder.born(self, task)
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


def _call(recorder, handle, run):
    """Run a callback that is no step of a known task."""
    if recorder.events._log is None:
        return run(handle)
    thread = recorder.turns.thread()
    if thread.lane is not None:
        recorder.settle(thread)
    thread.cause = _due(recorder, handle)
    try:
        return run(handle)
    finally:
        thread.cause = None
        recorder.name_newborn()


def _run(recorder):
    def make(original):
        @functools.wraps(original)
        def _run(self):
            callback = self._callback
            task = getattr(callback, "__self__", None)
            lane = recorder.lanes.get(id(task))
            if lane is None or not _is_step(callback):
                return _call(recorder, self, original)
            if lane.thread.lane is not None:
                recorder.settle(lane.thread)
            turns = recorder.turns
            if lane.what is None and lane.ready - lane.last >= turns.short:
                lane.what = recorder.describe(task)
                if due := recorder.due(task):  # cancelled when it was overdue
                    lane.ready = min(lane.ready, max(due, lane.last))
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


def _is_first(callback):
    """Tell the step that a task is born with, or that follows a bare yield."""
    name = getattr(callback, "__name__", "")
    return _is_step(callback) and not name.endswith("wakeup")


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
            lane = recorder.eager(self, thread, coro, options.get("name"))
            if lane is None:
                return original(self, coro, **options)
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
                recorder.idle(thread)
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
