"""What happened in one run, step by step, as plain data and as a table.

Drawing is somebody else's work.  A step knows its line in the source, the
operation, the value that was read or written, and the locks held.
"""

import linecache
from dataclasses import dataclass

from .places import is_machinery
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
        self._accesses, self._at, self._sync = [], [], []
        self._racing = []
        self._last = None
        self._choice = None
        self._checks = []

    def place(self, operation):
        """Where an operation stands in the source, and what it is about."""
        if operation.target is not None or operation.site is None:
            return (*_where(), label(operation.target))
        site = self._sites[operation.site]
        return site.file, site.line, site.text

    def choose(self, task, chosen, preempted):
        """Somebody was chosen at a decision."""
        if preempted:
            self._choice = chosen.number

    def add(self, run, task, operation, expired):
        """The task has performed its operation."""
        if task.name not in self.threads:
            self.threads.append(task.name)
        file, line, text = operation.place
        data = operation.site is not None and operation.target is None
        records = list(operation_touches(operation)) if data else []
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
            note=" (time is up)" if expired else "",
        )
        self._choice = None
        self._last = task.number
        self.steps.append(step)
        self._accesses.append((task.number, records))
        self._sync.append(operation.site if not data else None)
        self._at.append(operation.site if data else None)
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

    def finish(self, racing):
        """Mark what concerns one thread only; `racing` are racing sites."""
        self._racing = [site in racing for site in self._at]
        users = {}
        for number, records in self._accesses:
            for record, part, writes in records:
                parts = users.setdefault(id(record), {})
                tasks, written = parts.setdefault(part, (set(), set()))
                tasks.add(number)
                if writes:
                    written.add(number)
        for step, (_, records) in zip(self.steps, self._accesses, strict=True):
            if records:
                step.shared = any(_is_shared(users, r) for r in records)
        for step, site in zip(self.steps, self._sync, strict=True):
            if site is not None and step.operation != "start":
                step.shared = site in racing
        return self

    def gil_allows(self):
        """Could a GIL build of CPython (3.10 or newer) do every preemption?

        It gives up the GIL only where the evaluation loop looks at its eval
        breaker: calls, function entries and backward jumps.
        """
        threads = [number for number, _ in self._accesses]
        return all(
            self._may_leave(i, threads)
            for i, step in enumerate(self.steps)
            if i and step.preempted
        )

    def _may_leave(self, i, threads):
        """Was there a check between the two racing accesses around step i?"""
        victim = threads[i - 1]
        sync = [site is None for site in self._at]
        matters = [
            j
            for j, number in enumerate(threads)
            if number == victim and (sync[j] or self._racing[j])
        ]
        before = [j for j in matters if j < i]
        after = [j for j in matters if j > i]
        if not before or not after or sync[before[-1]] or sync[after[0]]:
            return True
        return self._checks[after[0]] > self._checks[before[-1]]

    def table(self, width=36):
        """Return the steps as text: one column per thread, time downwards."""
        steps = [s for s in self.steps if s.shared]
        threads = [
            t for t in self.threads if any(s.thread == t for s in steps)
        ]
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
    if frame is None or is_machinery(frame.f_code.co_filename):
        return None, None  # a thread whose target is itself a library's
    return frame.f_code.co_filename, frame.f_lineno
