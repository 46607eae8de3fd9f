"""Make a Timeline of what a recorded program left behind.

The events say who there was and what each waited for, the kernel's counters
what each got; here they become lanes, each below its thread or process.
"""

from collections import defaultdict
from pathlib import Path

from .accounting import crowds, spans
from .journal import Journal
from .timeline import Lane, Span, Timeline, merge
from .turns import Inner, lay_out

FINEST = 2000  # spans below 1/2000 of the run are merged on loading
UNTOLD = {
    "task": "a task is ready when its loop is told so or its sleep is over; "
    "when data came while the loop was busy is not known",
    "greenlet": "a greenlet is ready when it is spawned or its sleep is "
    "over; when another wait is over is not known before it goes on",
}


def read(folder: Path, since: int = 0) -> Timeline:
    """Return the Timeline of what was recorded in `folder`.

    What ended before `since` (nanoseconds) is left out.  Raises
    FileNotFoundError when there is no folder.
    """
    if not folder.is_dir():
        raise FileNotFoundError(f"no folder of recorded events: {folder}")
    journal = Journal(folder)
    order = [one for one in _with_inner(journal) if one.end >= since]
    if not order:
        return Timeline(notes=["nothing was recorded"])
    for one in order:
        one.start = max(one.start, since)
    _number_alike(order)
    zero = min(one.start for one in order)
    finest = (journal.last - zero) / 1e9 / FINEST
    number = {id(one): i for i, one in enumerate(order)}
    crowded = _crowded(journal, order)
    below = {}  # thread -> its spans in ns
    lanes = []
    for one in order:
        up, starter = _relatives(journal, one)
        if isinstance(one, Inner):
            found = lay_out(one, below[id(one.thread)], journal.told)
        else:
            found = below[id(one)] = _spans(journal, crowded, one)
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


def _crowded(journal, order):
    """Return of each process when its threads could compete for its GIL."""
    lives = defaultdict(list)
    for one in order:
        if not isinstance(one, Inner) and journal.about[one.key[0]]["gil"]:
            lives[one.key[0]].append((one.start, one.end, one.waits))
    return {pid: crowds(threads) for pid, threads in lives.items()}


def _spans(journal, crowded, thread):
    """Return the spans of a thread, in ns."""
    return spans(
        thread.start,
        thread.end,
        thread.waits,
        thread.samples,
        crowded.get(thread.key[0], []),
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
