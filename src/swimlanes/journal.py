"""Sort out the event files of a recorded program, whatever became of it.

Each process left a file of its own, perhaps cut short by a crash; a line
that cannot be read is left out.  The rules for what is missing: a process
that was killed ends where the sampler lost it, or where its parent's join
returned; a wait that never ended lasts as long as its thread.
"""

import json
import re
import struct
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from .accounting import Sample
from .turns import Inner

HOLDER = struct.Struct("=qq")  # who holds a thread, since when
HOLDERS = 64 * HOLDER.size  # bytes of them in PID.turns
POLLING = "waiting for events"
# what no XML may hold: https://www.w3.org/TR/xml/#charsets; nor one line
UNFIT = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


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
            yield [_fit(field) for field in event]


def _fit(field):
    """Make a name fit for a picture."""
    return UNFIT.sub("\ufffd", field) if isinstance(field, str) else field


def _open_waits(path: Path):
    """Yield the [start, tid, what] of threads that were still waiting."""
    yield from _slots(path.read_bytes() if path.exists() else b"")


def _slots(table: bytes):
    """Yield what stands in each place of a table."""
    for at in range(0, len(table), 256):
        slot = table[at : at + 256].strip(b"\0 ")
        if slot.startswith(b"["):
            try:
                yield [_fit(field) for field in json.loads(slot)]
            except ValueError:
                continue


class Journal:
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
