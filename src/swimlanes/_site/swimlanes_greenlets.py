"""Record greenlets as lanes inside their thread.

`greenlet.settrace` tells every switch.  A greenlet that gives its thread to
the hub of gevent waits for what its code calls at that moment; one that
switches to another greenlet is switched out.  The hub is no lane: while it
has the thread, the thread waits for events.

When a greenlet becomes ready gevent does not tell, but for two cases: one
that was spawned is ready at once, one that sleeps when its time is over.
"""

import sys
import time
import weakref

_now = time.perf_counter_ns


class Greenlets:
    """Knows the lane of each greenlet."""

    kind = "greenlet"

    def __init__(self, events, module):
        self.events, self.module = events, module
        self.calls = events.sibling("swimlanes_calls")
        self.spawner = None  # the class of gevent that spawns, if it is there

    # --- what events.py tells ---

    def begins(self, log):
        turns = self.events.sibling("swimlanes_turns")
        self.turns = turns.shared(log)
        self.lanes = self.turns.lanes
        self.before = self.enters()

    def enters(self):
        """Trace the calling thread, too."""
        self.turns.thread()  # from now on
        return self.module.settrace(self.trace)

    def named(self, name):
        """Name a greenlet that gevent made of a thread."""
        lane = self.turns.thread().lane
        if lane is not None:
            lane.rename(name)

    def ends(self, tid):
        whole = tid == self.turns.log.main
        self.turns.end(tid, self.kind, self.ask)
        self.module.settrace(self.before if whole else None)
        if whole and self.spawner is not None:
            self.spawner.remove_spawn_callback(self.spawned)

    # --- lanes ---

    def trace(self, event, switch):
        """Take note of a switch; called in the greenlet that goes on."""
        if event in ("switch", "throw") and self.events._log is not None:
            try:
                self.switch(*switch)
            except Exception as error:  # the program's run is worth more
                self.module.settrace(None)
                words = f"greenlets: recorded up to here only ({error!r})"
                self.events._log.write("note", _now(), words)

    def switch(self, origin, target):
        """End the turn of one greenlet, and begin that of another."""
        now, thread = _now(), self.turns.thread()
        waiting, wait = self.events._waiting, None
        if waiting:
            wait = waiting.pop(thread.tid, None)
            if wait is not None:  # it is no wait of the thread
                self.events._log.leave(thread.tid)
        lane, hub = thread.lane, _is_hub(target)
        if lane is not None and lane.kind != self.kind:
            return  # inside a task, which has the thread all the time
        if lane is None and not _is_hub(origin):  # not traced until now
            lane = self.new(thread, origin, None, thread.begun)
            if lane is not None:
                lane.begins(lane.born)
        if lane is not None:
            what = wait[1] if wait is not None else None
            self.left(lane, origin, now, what if hub else "switched out")
        elif not hub:
            self.turns.polled(thread, thread.hub, now)
        if hub:
            thread.hub = now
            return
        next_lane = self.lanes.get(id(target))
        if next_lane is None:
            next_lane = self.new(thread, target, lane, now)
            if next_lane is None:
                thread.hub = now
                return
        elif not next_lane.ready:
            self.woken(next_lane, now)
        next_lane.begins(now)

    def new(self, thread, greenlet, starter, at):
        """Return a lane for a greenlet, or None if there are too many."""
        if thread.tid not in self.events._threads or self.turns.full:
            return None
        name = _name(greenlet)
        lane = self.turns.lane(thread, name, self.kind, starter, at)
        if lane is not None:
            turns, key = self.turns, id(greenlet)

            def lost(reference):
                if turns.lanes.pop(key, None) is not None:
                    turns.gone.append((_now(), lane))

            lane.thing = weakref.ref(greenlet, lost)
            self.lanes[key] = lane
        return lane

    def spawned(self, greenlet):
        """Make a lane for a greenlet that gevent will start."""
        if self.events._log is not None:
            thread = self.turns.thread()
            lane = self.new(thread, greenlet, thread.lane, _now())
            if lane is not None:
                lane.tell()
                if self.describe(_frame(2)).endswith("_later"):
                    lane.ready = 0  # at some time that gevent keeps

    def left(self, lane, greenlet, now, what):
        """End a turn, and look what became of the greenlet."""
        first = lane.last == lane.born
        long = lane.ends(now)
        if first or greenlet.dead:  # it may have got a name
            lane.rename(_given(greenlet))
        if greenlet.dead:
            self.lanes.pop(id(greenlet), None)
            lane.over(now)
            return
        if not lane.name:
            lane.rename(_outermost(greenlet.gr_frame))
        lane.ready, lane.what = 0, what
        if first or long:
            self.ask(lane, greenlet)

    def woken(self, lane, now):
        """Find out what it waited for, and whether that was over earlier."""
        if now - lane.last < self.turns.short:
            lane.ready = now
            return
        if lane.last == lane.born:
            lane.what, lane.ready = "spawn_later", now
            return
        frame = _frame(4)
        if lane.what is None:
            lane.what = self.describe(frame)
        lane.ready = min(now, self.calls.wakes_at(frame, lane.last) or now)

    def ask(self, lane, greenlet):
        """Put into the table what a greenlet waits for."""
        if greenlet:  # it has begun, and has not ended
            frame = greenlet.gr_frame
            what = lane.what or self.describe(frame)
            lane.waits(what, self.calls.wakes_at(frame, lane.last) or 0)

    def name_of(self, thing):
        """Return the name of what may be a greenlet, or ""."""
        lane = self.lanes.get(id(thing))
        return lane and (_given(thing) or lane.name)

    def describe(self, frame):
        try:
            what = self.calls.called(frame, self.events.names, self.name_of)
        except Exception:  # source that is not there, or not Python
            what = ""
        return what or "switched out"


def _frame(depth):
    """Return a frame above the caller's, None in a function written in C."""
    try:
        return sys._getframe(depth)
    except ValueError:
        return None


def _is_hub(greenlet) -> bool:
    return type(greenlet).__name__ == "Hub"


def _given(greenlet) -> str:
    """Return the name that the reader gave to a greenlet, or ""."""
    own = getattr(greenlet, "__dict__", {})  # asked, gevent makes a name up
    name = own.get("name", "")
    return "" if name.startswith("Greenlet-") else name


def _name(greenlet) -> str:
    """Return the name of one that has not begun, else of its function."""
    if greenlet.parent is None:
        return "main greenlet"
    run = getattr(greenlet, "_run", None) or getattr(greenlet, "run", None)
    called = getattr(run, "__qualname__", "").rpartition("<locals>.")[2]
    return _given(greenlet) or (f"{called}()" if called else "")


def _outermost(frame) -> str:
    """Return the name of the function that a greenlet runs."""
    while frame is not None and frame.f_back is not None:
        frame = frame.f_back
    return f"{frame.f_code.co_name}()" if frame is not None else "greenlet"


_recorder = None


def hook(events, module):
    """Trace the greenlets of the calling thread, and follow the log."""
    global _recorder
    _recorder = Greenlets(events, module)
    events.follow(_recorder)


def hook_gevent(module):
    """Learn of greenlets when they are spawned."""
    _recorder.spawner = module.Greenlet
    module.Greenlet.add_spawn_callback(_recorder.spawned)
