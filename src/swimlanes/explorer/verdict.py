"""What a search has to say, in words that keep three things apart.

A failure, with the schedule that leads to it; every interleaving checked; or
only some checked, because the budget was used up.  A livelock, a thread that
left the explorer's control, and a scenario that cannot be repeated are
verdicts of their own: none of them means that the program is right.
"""

import linecache
from dataclasses import dataclass, field
from functools import partial

from ..words import counted
from .places import is_machinery


@dataclass
class Wait:
    """A thread that waits: for what, in which line, and who holds that."""

    thread: str
    operation: str
    object: str
    file: str | None
    line: int | None
    holders: tuple = ()

    def __str__(self):
        held = ""
        if self.holders and self.operation != "join":
            held = f", held by {' and '.join(self.holders)}"
        where = ""
        if self.line:
            source = linecache.getline(self.file, self.line).strip()
            where = f"  (line {self.line}: {source})"
        return (
            f"{self.thread} waits: {self.operation} {self.object}{held}{where}"
        )


@dataclass
class Failure:
    """Why a run went wrong.

    `kind` is "assertion", "exception", "deadlock", "lost work" or
    "overtaking"; inside the search also "livelock", "lost control" and
    "cannot follow".
    """

    kind: str
    message: str
    thread: str | None = None
    error: BaseException | None = None
    file: str | None = None
    line: int | None = None
    waits: list = field(default_factory=list)

    @classmethod
    def from_exception(cls, error, thread):
        """An exception nobody caught."""
        kind = "exception"
        if isinstance(error, AssertionError):
            kind = "assertion"
        text = _text(error)
        file, line = _origin(error.__traceback__)
        return cls(kind, text, thread, error, file, line)

    @classmethod
    def stuck(cls, run):
        """Nobody can go on."""
        waits = [_wait(task) for task in run.alive]
        spinning = [t.name for t in run.alive if t.operation.parked]
        if spinning:
            names = " and ".join(spinning)
            message = f"{names} will look for a change for ever"
            return cls("livelock", message, waits=waits)
        ring = _cycle(run)
        if ring:
            message = " → ".join(ring + ring[:1])
        else:
            message = "nobody is left to wake " + _names(run.alive)
        return cls("deadlock", message, waits=waits)

    @classmethod
    def endless(cls, run, steps):
        """A run does not come to an end."""
        task = run.current.name if run.current else None
        message = f"no end after {steps} steps"
        file = line = None
        if run.current and run.current.operation:
            file, line, _ = run.current.operation.place
        return cls("livelock", message, task, file=file, line=line)

    @classmethod
    def overtaken(cls, waiting, other):
        """A waiting thread was overtaken too often."""
        operation = waiting.operation
        times = _count(operation.overtaken, "time")
        file, line, text = operation.place
        message = (
            f"{waiting.name} waits ({operation.verb} {text or ''}) and is "
            f"overtaken {times}, now by {other.name}"
        )
        return cls("overtaking", message, waiting.name, None, file, line)

    @classmethod
    def lost_work(cls, thread, operation, run):
        """The program ends while a daemon thread has work."""
        message = (
            f"the program ends here, and {thread} (a daemon) is stopped in "
            f"the middle of its work"
        )
        return cls("lost work", message, thread)

    @classmethod
    def lost_control(cls, thread, frame, settings):
        """A thread went where it cannot be seen."""
        while frame is not None and is_machinery(frame.f_code.co_filename):
            frame = frame.f_back
        file = frame and frame.f_code.co_filename
        line = frame and frame.f_lineno
        message = (
            f"{thread} has not come back for {settings.watchdog:g} s: an "
            "endless loop, or a call that really waits (input, a network, "
            "another process)"
        )
        return cls("lost control", message, thread, file=file, line=line)

    @classmethod
    def outside(cls, thread, what, frame):
        """A call that the explorer does not control."""
        message = f"{what} acts outside of Python's threads"
        file = frame and frame.f_code.co_filename
        line = frame and frame.f_lineno
        return cls("lost control", message, thread, file=file, line=line)

    @classmethod
    def cannot_follow(cls, step, number):
        """The departures of a schedule do not fit the scenario."""
        message = f"at step {step}, thread {number} cannot go on"
        return cls("cannot follow", message)


@dataclass(repr=False)
class Verdict:
    """The result of a search or of a replay.

    Attributes
    ----------
    kind
        "failure", "every", "bounded", "livelock", "lost control" or
        "not repeatable".
    failure
        The `Failure`, or None.
    schedule
        Its id, for `replay`.
    schedules, cut
        How many schedules were run to their end, and how many were left at a
        state that was known already.
    preemptions
        Of the failing schedule; otherwise up to how many were checked
        completely (None if all were).
    seconds
        What the search took.
    trace
        The `Trace` of the failing schedule: ``trace.steps``.
    gil
        Whether a GIL build of CPython can do the failing schedule.
    output
        What the scenario printed in the failing run.
    """

    kind: str
    scenario: str
    schedules: int = 0
    cut: int = 0
    preemptions: int | None = None
    seconds: float = 0.0
    failure: Failure | None = None
    schedule: str | None = None
    trace: object = None
    gil: bool | None = None
    output: str = ""
    reason: str = ""
    memory: str = "language"
    replayed: bool = False
    unit: str = "preemption"

    @property
    def passed(self):
        """Was nothing wrong found?  See `kind` for how much was checked."""
        return self.kind in ("every", "bounded")

    @property
    def waits(self):
        """Who waits for what, and who holds it."""
        return self.failure.waits if self.failure else []

    def __repr__(self):
        return f"<{self._headline()}>"

    def _repr_mimebundle_(self, include=None, exclude=None):
        from ..schedule_drawing import mimebundle

        return mimebundle(self)

    def __str__(self):
        lines = [self._headline() + "."]
        if self.reason:
            lines.append(self.reason)
        if self.failure is not None:
            lines += self._account()
        return "\n".join(lines)

    def _headline(self):
        runs = _count(self.schedules, "schedule")
        name = self.scenario
        if self.kind == "every":
            what = f"every interleaving checked, {runs}"
            if self.memory == "gil":
                what += " (those that a GIL build of CPython can run)"
            return f"{name}: {what}"
        if self.replayed and self.failure is None:
            return f"{name}: nothing wrong in schedule {self.schedule!r}"
        if self.kind == "bounded":
            if self.preemptions is None:
                return f"{name}: not all checked; {runs}, nothing wrong so far"
            bound = _count(self.preemptions, self.unit)
            return (
                f"{name}: checked up to {bound}, NOT every interleaving; "
                f"{runs}, nothing wrong so far"
            )
        if self.kind == "not repeatable":
            return f"{name}: not repeatable, so nothing can be said"
        kind = self.failure.kind if self.kind == "failure" else self.kind
        if self.kind == "lost control":
            kind = "left the explorer's control"
        return f"{name}: {kind}{self._how()}"

    def _how(self):
        if self.schedule is None:
            return ""
        if self.replayed:
            return f" in schedule {self.schedule!r}"
        runs = _count(self.schedules, "schedule")
        price = _count(self.preemptions or 0, self.unit)
        return f" in schedule {self.schedule!r} ({price}; found after {runs})"

    def _account(self):
        failure = self.failure
        lines = []
        if self.trace is not None and self.trace.steps:
            lines += ["", self.trace.table(), ""]
        thread = f"in {failure.thread}: " if failure.thread else ""
        lines.append(f"{failure.kind} {thread}{failure.message}")
        if failure.line:
            source = linecache.getline(failure.file, failure.line).strip()
            lines.append(f"  line {failure.line}: {source}")
        lines += [f"  {wait}" for wait in failure.waits]
        if self.kind == "failure" and self.gil is not None:
            lines.append(GIL_WORDS[self.gil])
        if self.output:
            lines += ["", "printed in this run:", self.output.rstrip("\n")]
        return lines


GIL_WORDS = {
    True: (
        "A GIL build of CPython can switch threads in all of these places, "
        "and so can a free-threaded build."
    ),
    False: (
        "A GIL build of CPython 3.10 or newer does not switch threads in one "
        "of these places today; a free-threaded build does, and the language "
        'allows it.  explore(…, memory="gil") looks for another way.'
    ),
}


_count = partial(counted, form=",")


def _names(tasks):
    return " and ".join(task.name for task in tasks)


def _text(error):
    """The exception in words; its __str__ is the learner's, so be careful."""
    name = type(error).__name__
    try:
        text = str(error)
    except Exception:
        text = ""
    return f"{name}: {text}" if text else name


def _origin(tb):
    """The innermost line of the learner's own code."""
    file = line = None
    while tb is not None:
        code = tb.tb_frame.f_code
        if not is_machinery(code.co_filename):
            file, line = code.co_filename, tb.tb_lineno
        tb = tb.tb_next
    return file, line


def _wait(task):
    operation = task.operation
    file, line, text = operation.place
    holders = tuple(t.name for t in _holders(operation))
    return Wait(task.name, operation.verb, text or "", file, line, holders)


def _holders(operation):
    holders = getattr(operation.target, "_holders", None)
    return holders() if holders is not None else ()


def _cycle(run):
    """Return the names of threads that wait for each other in a ring."""
    for start in run.alive:
        path, task = [], start
        while task is not None and task not in path and not task.done:
            path.append(task)
            operation = task.operation
            held = list(_holders(operation)) if operation else []
            task = held[0] if held else None
        if task in path:
            return [t.name for t in path[path.index(task) :]]
    return []
