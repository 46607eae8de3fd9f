"""Read the event files of a recorded program, whatever became of it.

Each process left a file of its own, perhaps cut short by a crash; a line
that cannot be read is left out.  The rules for what is missing: a process
that was killed ends where the sampler lost it, or where its parent's join
returned; a wait that never ended lasts as long as its thread.
"""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from .accounting import Sample, spans
from .timeline import Lane, Span, Timeline, merge

FINEST = 2000  # spans below 1/2000 of the run are merged on loading


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
    data = path.read_bytes() if path.exists() else b""
    for at in range(0, len(data), 256):
        slot = data[at : at + 256].strip(b"\0 ")
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
        self._end_all()
        for thread, start, what in hung:
            thread.waits.append((start, thread.end, what))

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

    def _on_note(self, pid, at, text):
        self.notes.append(text)

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
    order = [t for t in _in_order(journal) if t.end >= since]
    for thread in order:
        thread.start = max(thread.start, since)
    if not order:
        return Timeline(notes=["nothing was recorded"])
    zero = min(thread.start for thread in order)
    finest = (journal.last - zero) / 1e9 / FINEST
    number = {thread.key: i for i, thread in enumerate(order)}
    lanes = []
    for thread in order:
        pid = thread.key[0]
        main = journal.mains[pid]
        up = main if main is not thread else _above(journal, pid)
        others = sum(t.key[0] == pid for t in order) > 1
        gil = others and journal.about[pid]["gil"]
        lanes.append(
            Lane(
                thread.name,
                thread.kind,
                (thread.start - zero) / 1e9,
                (thread.end - zero) / 1e9,
                merge(_spans(thread, zero, gil, journal.told), finest),
                number[up.key] if up else None,
                number.get(thread.starter, number[up.key] if up else None),
            )
        )
    return Timeline(lanes, _joins(journal, order, zero), _notes(journal))


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


def _spans(thread, zero, gil, told):
    found = spans(
        thread.start, thread.end, thread.waits, thread.samples, gil, told
    )
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
    return notes + list(dict.fromkeys(journal.notes))
