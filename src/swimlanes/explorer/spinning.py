"""Busy waiting: a loop that only looks is put to sleep until it can see.

``while not done: pass`` would give endless schedules that all lead nowhere.
A task that comes back to the same read, in the same function call (told by
the places in its callers, since frames are used again), with the same local
variables, having only read since, and nothing of what it has read
has changed in this round and the one before (whose last reads may still lie
on the stack), will do the same again: it is *parked* until one of those places
is written.  (C code that calls a function for one item after the other, as
sorted does, comes to its end: between two visits, a loop of the learner's has
turned.)  The turns that are left out begin and end in the same state, so
nothing that can be reached is lost.
"""

import sys

ATOMS = (int, float, complex, str, bytes, bool, type(None))


class Watch:
    """What a task has looked at since it last did something."""

    __slots__ = ("reads", "visits", "rounds")

    def __init__(self):
        self.reads = []
        self.visits = {}
        self.rounds = 0  # turns of loops in the learner's own code

    def effect(self):
        """The task did more than look: whatever follows is new."""
        if self.reads:
            self.reads = []
        if self.visits:
            self.visits = {}

    def look(self, site, frame, records, past):
        """Note a read.

        Returns None if the task should go on; if it only repeats itself, the
        name of its past without the repetition and the places to wait for.
        """
        key = (site, id(frame), _calls(frame))
        visit = self.visits.get(key)
        idle = None
        if visit is None:
            self.visits[key] = (len(self.reads), None, past, 0, self.rounds)
        elif visit[-1] != self.rounds:  # otherwise C code calls once more
            start, before, past_then, earlier, _ = visit
            locals_now = _locals(frame)
            if before is not None and before == locals_now:
                seen = self.reads[start:]
                recent = self.reads[earlier:]
                if all(place.version == version for place, version in recent):
                    idle = past_then, seen
                    past = past_then
            now = len(self.reads), locals_now, past, start, self.rounds
            self.visits[key] = now
        self.reads += [(record, record.version) for record in records]
        return idle


def _callers(frame):
    """Yield the frame and those that called it, without the explorer's."""
    while frame is not None:
        code = frame.f_code
        if not code.co_filename.startswith(_HERE):
            yield frame
        elif code.co_name == "_live":
            return
        frame = frame.f_back


def _calls(frame):
    """Where in each function the call is."""
    return tuple(caller.f_lasti for caller in _callers(frame))


def _locals(frame):
    """The local variables of a function and of its callers, comparable."""
    values = []
    for caller in _callers(frame):
        for name, value in caller.f_locals.items():
            kind = type(value)
            known = value if kind in ATOMS else id(value)
            values.append((name, kind, known))
    return values


_HERE = sys._getframe().f_code.co_filename.rpartition("spinning")[0]
