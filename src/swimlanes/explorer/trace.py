"""What happened in one run, step by step, as plain data and as a table.

Drawing is somebody else's work.  A step knows its line in the source, the
operation, the value that was read or written, and the locks held.
"""

import linecache
from dataclasses import dataclass

from .values import show


@dataclass
class Step:
    """One visible operation.

    `switched` says that another thread ran before; `preempted` that this
    thread could have gone on.  `blind` steps concern one thread only.
    """

    index: int
    thread: str
    file: str | None
    line: int | None
    source: str
    operation: str
    object: str
    value: str | None = None
    held: tuple = ()
    switched: bool = False
    preempted: bool = False
    shared: bool = True
    time: float = 0.0
    note: str = ""

    def __str__(self):
        where = f"L{self.line}: " if self.line else ""
        value = {"read": " is ", "write": " := "}.get(self.operation)
        if value is None:
            name = f" {self.object}" if self.object else ""
            return f"{where}{self.operation}{name}{self.note}"
        if self.value is None:
            return f"{where}{self.object} ({self.operation})"
        return f"{where}{self.object}{value}{self.value}"


class Trace:
    """Collects the steps of a run; see `Step`."""

    def __init__(self, sites):
        self.steps = []
        self.threads = []
        self._sites = sites
        self._accesses = []
        self._last = None
        self._choice = None
        self._checks = []

    def choose(self, task, chosen, preempted):
        """Somebody was chosen at a decision."""
        if preempted:
            self._choice = chosen.number

    def add(self, run, task, operation, expired):
        """The task has performed its operation."""
        if task.name not in self.threads:
            self.threads.append(task.name)
        if operation.site is not None:
            site = self._sites[operation.site]
            file, line, text = site.file, site.line, site.text
            records = [(r, p, w) for r, p, w in operation_touches(operation)]
        else:
            file, line = _where()
            text, records = label(operation.target), []
        step = Step(
            index=run.step,
            thread=task.name,
            file=file,
            line=line,
            source=linecache.getline(file, line).strip() if file else "",
            operation=operation.verb,
            object=text,
            held=_labels(task.held),
            switched=self._last not in (None, task.number),
            preempted=self._choice == task.number,
            time=run.now,
            note=" (time is up)" if expired and not operation.parked else "",
        )
        self._choice = None
        self._last = task.number
        self.steps.append(step)
        self._accesses.append((task.number, records))
        self._checks.append(task.checks)

    def value(self, value):
        """The value that the last step read or wrote."""
        if self.steps and self.steps[-1].value is None:
            self.steps[-1].value = show(value)

    def holds(self, task):
        """The last step changed the locks that the task holds."""
        if self.steps:
            self.steps[-1].held = _labels(task.held)

    def end(self, run, task):
        """The task has ended."""

    def finish(self):
        """Mark the accesses to places that only one thread uses."""
        users = {}
        for number, records in self._accesses:
            for record, part, writes in records:
                place = users.setdefault(id(record), {})
                tasks, written = place.setdefault(part, (set(), set()))
                tasks.add(number)
                if writes:
                    written.add(number)
        for step, (_, records) in zip(
            self.steps, self._accesses, strict=True
        ):
            if records:
                step.shared = any(_is_shared(users, r) for r in records)
        return self

    def gil_allows(self):
        """Could a GIL build of CPython (3.10 or newer) do every preemption?

        It gives up the GIL only where the evaluation loop looks at its eval
        breaker: calls, function entries and backward jumps.
        """
        before = {}
        possible = True
        cut = [s.preempted for s in self.steps]
        for i, step in enumerate(self.steps):
            number, records = self._accesses[i]
            if cut[i] and i and self._accesses[i - 1][0] != number:
                victim = self._accesses[i - 1][0]
                possible &= self._may_leave(i, victim)
            if records and step.shared:
                before[number] = self._checks[i]
        return possible

    def _may_leave(self, i, victim):
        """Was there a check between the victim's two accesses?"""
        shared = [s.shared for s in self.steps]
        earlier = [
            j
            for j in range(i)
            if self._accesses[j][0] == victim and shared[j]
        ]
        later = [
            j
            for j in range(i, len(self.steps))
            if self._accesses[j][0] == victim and shared[j]
        ]
        if not later or not self._accesses[later[0]][1] or not earlier:
            return True
        return self._checks[later[0]] > self._checks[earlier[-1]]

    def table(self, width=36):
        """Return the steps as text: one column per thread, time downwards."""
        steps = [s for s in self.steps if s.shared]
        threads = [t for t in self.threads if any(s.thread == t for s in steps)]
        head = "  #  " + "".join(t[: width - 2].ljust(width) for t in threads)
        lines = [head.rstrip(), "-" * len(head)]
        last = None
        for step in steps:
            mark = "» " if last not in (None, step.thread) else "  "
            column = " " * (width * threads.index(step.thread))
            lines.append(f"{step.index:>3}  {column}{mark}{step}".rstrip())
            last = step.thread
        return "\n".join(lines)


def _labels(locks):
    return tuple(sorted(lock._label for lock in locks))


def operation_touches(operation):
    touches = operation.touches
    return touches() if callable(touches) else touches


def _is_shared(users, touch):
    record, part, _ = touch
    tasks, written = set(), set()
    for other, (their_tasks, theirs) in users[id(record)].items():
        if other == part or "*" in (other, part):
            tasks |= their_tasks
            written |= theirs
    return len(tasks) > 1 and bool(written)


def label(target):
    """Return the name under which the reader knows an object."""
    if target is None:
        return ""
    if isinstance(target, str):
        return target
    return getattr(target, "_label", None) or type(target).__name__


def _where():
    from .engine import user_frame

    frame = user_frame()
    if frame is None:
        return None, None
    return frame.f_code.co_filename, frame.f_lineno
