"""Read the event files of a recorded program, whatever became of it.

Each process left a file of its own, perhaps cut short by a crash; a line
that cannot be read is left out.  The rules for what is missing: a process
that was killed ends where the sampler lost it, or where its parent's join
returned; a wait that never ended lasts as long as its thread.
"""

import json
import struct
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from .accounting import Sample, spans
from .timeline import Lane, Span, Timeline, merge
from .turns import Inner, lay_out

FINEST = 2000  # spans below 1/2000 of the run are merged on loading
HOLDER = struct.Struct("=qq")  # who holds a thread, since when
HOLDERS = 64 * HOLDER.size  # bytes of them in PID.turns
UNTOLD = {
    "task": "a task is ready when its loop is told so or its sleep is over; "
    "when data came while the loop was busy is not known",
    "greenlet": "a greenlet is ready when it is spawned or its sleep is "
    "over; when another wait is over is not known before it goes on",
}
POLLING = "waiting for events"


@dataclass
class _Thread:
    """What the events say of one thread."""

    key: tuple[int, int]  # pid and native id
    name: str
    kind: str
    start: int
    starter: tuple[int, int] | None = None
    end: int | None = None
    waits: list = field(default_factory=list)
    samples: list = field(default_factory=list)


def _lines(path: Path):
    try:
        text = path.read_bytes()
    except OSError:
        return
    for line in text.split(b"\n"):
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if isinstance(event, list):
            yield event


def _open_waits(path: Path):
    """Yield the [start, tid, what] of threads that were still waiting."""
    yield from _slots(path.read_bytes() if path.exists() else b"")


def _slots(table: bytes):
    """Yield what stands in each place of a table."""
    for at in range(0, len(table), 256):
        slot = table[at : at + 256].strip(b"\0 ")
        if slot.startswith(b"["):
            try:
                yield json.loads(slot)
            except ValueError:
                continue


class _Journal:
    """Everything in the folder, sorted out by thread."""

    def __init__(self, folder: Path):
        self.threads = {}  # (pid, tid) -> _Thread
        self.alive = {}  # (pid, tid) -> the _Thread that has it now
        self.inner = {}  # (pid, number) -> Inner, a lane inside a thread
        self.mains = {}  # pid -> main thread
        self.parents = {}  # pid -> pid
        self.children = {}  # pid -> what its parent said of it
        self.about = {}
        self.notes = []
        self.joins = defaultdict(list)  # name -> [(end, waiter)]
        self.last = 0
        for path in sorted(folder.glob("*.jsonl")):
            if path.stem.isdigit():
                for event, *fields in _lines(path):
                    getattr(self, f"_on_{event}")(int(path.stem), *fields)
        self._name_children()
        self.told = self._read_samples(folder / "states.jsonl")
        hung = [
            (self.alive[int(path.stem), tid], start, what)
            for path in folder.glob("*.open")
            for start, tid, what in _open_waits(path)
            if (int(path.stem), tid) in self.alive
        ]
        self.last = max([self.last, *(start for _, start, _ in hung)])
        for path in folder.glob("*.turns"):
            self._read_turns(int(path.stem), path.read_bytes())
        self._end_all()
        for thread, start, what in hung:
            thread.waits.append((start, thread.end, what))
        for inner in self.inner.values():
            if inner.end is None:
                inner.end = inner.thread.end
            inner.end = max(inner.end, inner.last)

    def _add(self, thread, counters=()):
        self.threads[thread.key, thread.start] = thread
        self.alive[thread.key] = thread
        if counters:
            thread.samples.append(Sample(thread.start, *counters))
        self.last = max(self.last, thread.start)
        return thread

    def _on_process(self, pid, at, _, parent, tid, name, kind, about):
        self.about.setdefault(pid, about)
        self.parents.setdefault(pid, parent)
        self.mains[pid] = self._add(_Thread((pid, tid), name, kind, at))

    def _on_thread(self, pid, at, tid, name, kind, starter, *counters):
        thread = _Thread((pid, tid), name, kind, at, (pid, starter))
        self._add(thread, counters)

    def _on_end(self, pid, at, tid, *counters):
        thread = self.alive.get((pid, tid))
        if thread is not None:
            thread.end = at
            if counters:
                thread.samples.append(Sample(at, *counters))
        self.last = max(self.last, at)

    def _on_wait(self, pid, start, end, tid, what):
        thread = self.alive.get((pid, tid))
        if thread is not None:
            thread.waits.append((start, end, what))
            if what.startswith("join "):
                self.joins[what[5:]].append((end, thread))
        self.last = max(self.last, end)

    def _on_child(self, pid, at, tid, child, name, kind):
        self.children[child] = at, (pid, tid), name, kind

    def _on_polls(self, pid, start, end, tid, spent):
        """Short waits for events come added up; they get one place."""
        thread = self.alive.get((pid, tid))
        if thread is not None:
            thread.waits.append((end - spent, end, POLLING))
        self.last = max(self.last, end)

    def _on_lane(self, pid, at, tid, number, name, kind, starter):
        thread = self.alive.get((pid, tid))
        if thread is not None:
            key = (pid, number)
            name = name or kind
            inner = Inner(key, name, kind, at, thread)  # told again: it moved
            inner.starter = (pid, starter) if starter else None
            self.inner[key] = inner

    def _on_name(self, pid, number, name):
        if (pid, number) in self.inner:
            self.inner[pid, number].name = name

    def _on_round(self, pid, start, number, *row):
        inner = self.inner.get((pid, number))
        if inner is not None:
            inner.rounds.append((start, *row))
            self.last = max(self.last, inner.last)

    def _on_gone(self, pid, at, number):
        if (pid, number) in self.inner:
            self.inner[pid, number].end = at

    def _on_note(self, pid, at, text):
        self.notes.append(text)

    def _read_turns(self, pid, table):
        """Note what each lane inside a thread did last."""
        head = table[:HOLDERS]
        for number, since in HOLDER.iter_unpack(head):
            inner = self.inner.get((pid, number))
            if inner is not None and since >= inner.last:
                inner.held = since
                self.last = max(self.last, since)
        for since, number, what, ready in _slots(table[HOLDERS:]):
            inner = self.inner.get((pid, number))
            if inner is not None and since >= inner.last:
                inner.open = what, ready

    def _name_children(self):
        for pid, (at, starter, name, kind) in self.children.items():
            if pid not in self.mains:  # ended before Python had begun
                self.mains[pid] = self._add(_Thread((pid, pid), "", "", at))
                self.about[pid] = self.about[starter[0]]
            main = self.mains[pid]
            main.name, main.kind, main.starter = name, kind, starter
            self.parents[pid] = starter[0]

    def _read_samples(self, path) -> bool:
        """Give each thread its samples; return whether there are any."""
        lives = defaultdict(list)
        for thread in self.threads.values():
            lives[thread.key].append(thread)
        told = False
        for at, pid, tid, *counters in _lines(path):
            told = True
            for thread in lives[pid, tid]:
                if (
                    thread.end
                    and at > thread.end
                    or (at < thread.start and thread is not lives[pid, tid][0])
                ):
                    continue
                if counters:
                    thread.samples.append(Sample(at, *counters))
                elif at >= thread.start:
                    thread.end = thread.end or at
            self.last = max(self.last, at)
        return told

    def _end_all(self):
        for thread in self.threads.values():
            joined = [
                end for end, _ in self.joins[thread.name] if end > thread.start
            ]
            main = self.mains.get(thread.key[0])
            if thread.end is None and main is not thread and main.end:
                thread.end = main.end
            elif thread.end is None:
                thread.end = min(joined, default=self.last)
            thread.end = max(thread.end, thread.start)
            thread.samples.sort(key=lambda sample: sample.at)
            thread.waits.sort()


def read(folder: Path, since: int = 0) -> Timeline:
    """Return the Timeline of what was recorded in `folder`.

    What ended before `since` (nanoseconds) is left out.  Raises
    FileNotFoundError when there is no folder.
    """
    if not folder.is_dir():
        raise FileNotFoundError(f"no folder of recorded events: {folder}")
    journal = _Journal(folder)
    order = [one for one in _with_inner(journal) if one.end >= since]
    if not order:
        return Timeline(notes=["nothing was recorded"])
    for one in order:
        one.start = max(one.start, since)
    _number_alike(order)
    zero = min(one.start for one in order)
    finest = (journal.last - zero) / 1e9 / FINEST
    number = {id(one): i for i, one in enumerate(order)}
    below = {}  # thread -> its spans in ns
    lanes = []
    for one in order:
        up, starter = _relatives(journal, one)
        if isinstance(one, Inner):
            found = lay_out(one, below[id(one.thread)], journal.told)
        else:
            found = below[id(one)] = _spans(journal, order, one)
        up = number.get(id(up))
        lanes.append(
            Lane(
                one.name,
                one.kind,
                (one.start - zero) / 1e9,
                (one.end - zero) / 1e9,
                merge(_in_seconds(found, zero), finest),
                up,
                number.get(id(starter), up),
            )
        )
    return Timeline(lanes, _joins(journal, order, zero), _notes(journal))


def _with_inner(journal):
    """Return threads as they stand, each with the lanes inside it below."""
    inside = defaultdict(list)
    for inner in journal.inner.values():
        inside[id(inner.thread)].append(inner)
    return [
        one
        for thread in _in_order(journal)
        for one in (
            thread,
            *sorted(inside[id(thread)], key=lambda one: one.start),
        )
    ]


def _number_alike(order):
    """Tell apart the tasks that are named after the same coroutine."""
    alike = defaultdict(list)
    for one in order:
        if isinstance(one, Inner) and one.name.endswith("()"):
            alike[one.name].append(one)
    for name, several in alike.items():
        if len(several) > 1:
            for number, one in enumerate(several, 1):
                one.name = f"{name} {number}"


def _relatives(journal, one):
    """Return under which other one it stands, and which one started it."""
    if isinstance(one, Inner):
        return one.thread, journal.inner.get(one.starter)
    main = journal.mains[one.key[0]]
    up = main if main is not one else _above(journal, one.key[0])
    return up, journal.alive.get(one.starter)


def _above(journal, pid):
    """Return the main thread of the process above, if it was recorded."""
    return journal.mains.get(journal.parents.get(pid))


def _in_order(journal):
    """Return the threads as the lanes stand: each under its parent."""
    out = []

    def visit(main):
        pid = main.key[0]
        mine = [t for t in journal.threads.values() if t.key[0] == pid]
        out.extend(sorted(mine, key=lambda t: (t is not main, t.start)))
        for child in below[pid]:
            visit(child)

    below = defaultdict(list)
    tops = []
    for pid, main in sorted(
        journal.mains.items(), key=lambda item: item[1].start
    ):
        up = _above(journal, pid)
        (below[up.key[0]] if up else tops).append(main)
    for top in tops:
        visit(top)
    if out and out[0].name != "main":
        out[0].name = "main"
    return out


def _spans(journal, order, thread):
    """Return the spans of a thread, in ns."""
    pid = thread.key[0]
    others = sum(
        one.key[0] == pid and not isinstance(one, Inner) for one in order
    )
    gil = others > 1 and journal.about[pid]["gil"]
    return spans(
        thread.start,
        thread.end,
        thread.waits,
        thread.samples,
        gil,
        journal.told,
    )


def _in_seconds(found, zero):
    return [
        Span(
            (span.start - zero) / 1e9,
            (span.end - zero) / 1e9,
            span.state,
            span.what,
            tuple((s, w, n / 1e9) for s, w, n in span.parts),
        )
        for span in found
    ]


def _joins(journal, order, zero):
    out = []
    for i, thread in enumerate(order):
        if isinstance(thread, Inner):
            continue
        for end, waiter in journal.joins[thread.name]:
            if waiter in order and 0 <= end - thread.end < 1e9:
                out.append(((end - zero) / 1e9, order.index(waiter), i))
    return out


def _notes(journal):
    about = next(iter(journal.about.values()))
    build = "with the GIL" if about["gil"] else "without the GIL"
    notes = [
        f"Python {about['python']} {build}, {about['cores']} cores, "
        f"{about['system']}"
    ]
    if journal.told:
        notes.append(
            "running and ready: counted by the kernel, read every 10 ms"
        )
    else:
        notes.append(
            "this system does not tell running from waiting; "
            "only recorded waits are known"
        )
    if journal.told and about["gil"]:
        notes.append(
            "waiting for the GIL: inferred (not on a processor, not ready, "
            "in no recorded wait, yet woken every few milliseconds)"
        )
    kinds = {inner.kind for inner in journal.inner.values()}
    notes += [words for kind, words in UNTOLD.items() if kind in kinds]
    return notes + list(dict.fromkeys(journal.notes))
