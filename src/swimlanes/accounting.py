"""Turn what was recorded about one thread into spans without a hole.

Two sources are put together.  A recorded wait is exact: from when to when,
and on what.  Between waits the kernel's counters tell how much of each window
(10 ms, or what the sampler managed) the thread was on a processor or ready
for one.  What is left of a window is time that the thread spent blocked
outside every recorded call: waiting for the GIL, if another thread could hold
it and this one was woken in that window although it did not get on (a thread
that waits for the GIL wakes every 5 ms to ask for it,
`sys.getswitchinterval()`), and else unknown.

The kernel books time late: a wait for a processor when it ends, running time
at the next tick of its clock.  So what does not fit into a window belongs to
the windows before it.
"""

from bisect import bisect_left
from dataclasses import dataclass

from .timeline import Span, join_alike, merge, named_span

SLIVER = 50_000  # ns: a rest shorter than this is the error of the method
STRETCH = 30_000_000  # ns: shorter states between two waits are joined
WAKE = 20_000_000  # ns: one who waits for the GIL wakes more often than this


@dataclass
class Sample:
    """The kernel's counters of a thread at one moment, in nanoseconds."""

    at: int
    running: int = 0
    ready: int = 0
    times: int = 0


def spans(start, end, waits, samples, crowded, told):
    """Return the spans of one thread from `start` to `end`, all in ns.

    Parameters
    ----------
    waits
        (start, end, what) of each recorded wait, in order.
    samples
        The thread's `Sample`s, in order.
    crowded
        When another thread of the process could hold the GIL; see `crowds`.
    told
        Whether the kernel counts on this system.
    """
    pieces = list(_pieces(start, end, waits))
    if not told:
        return [
            Span(a, b, "unknown" if what is None else "blocked", what or "")
            for a, b, what in pieces
        ]
    out, stretch = [], []
    for span, waited in _account(pieces, start, end, samples, crowded):
        if waited:
            out += merge(join_alike(stretch), STRETCH)
            out.append(span)
            stretch = []
        else:
            stretch.append(span)
    return join_alike(out + merge(join_alike(stretch), STRETCH))


def crowds(threads):
    """Return the times at which two threads or more were in no recorded wait.

    Parameters
    ----------
    threads
        (start, end, waits) of each thread of a process, in ns.

    Returns
    -------
    list of (from, to), in order, in ns
    """
    changes = sorted(
        change
        for life in threads
        for a, b, what in _pieces(*life)
        if what is None
        for change in ((a, 1), (b, -1))
    )
    out, active, since = [], 0, None
    for at, change in changes:
        active += change
        if (active, change) == (2, 1):
            since = at
        elif (active, change) == (1, -1):
            out.append((since, at))
    return out


def _pieces(start, end, waits):
    """Cut a life into (from, to, what); `what` is None between waits."""
    at = start
    for begin, stop, what in waits:
        begin, stop = max(begin, at), min(stop, end)
        if stop > begin:
            if begin > at:
                yield at, begin, None
            yield begin, stop, what
            at = stop
    if end > at:
        yield at, end, None


def _account(pieces, start, end, samples, crowded):
    """Share each window's counters among the pieces that lie in it.

    Returns (span, was it a recorded wait) in order; goes backwards through
    the windows, since the kernel books late.
    """
    samples = [s for s in samples if start <= s.at <= end]
    first = samples[0] if samples else Sample(start)
    last = samples[-1] if samples else first
    edges = [
        Sample(start, first.running, first.ready, first.times),
        *samples,
        Sample(end, last.running, last.ready, last.times),
    ]
    cut = _cut(pieces, [edge.at for edge in edges])
    running = ready = later = 0
    out = []
    for low, high in zip(edges[-2::-1], edges[:0:-1], strict=True):
        inside = []
        while cut and cut[-1][0] >= low.at:
            inside.append(cut.pop())
        free = sum(b - a for a, b, what in inside if what is None)
        running += high.running - low.running
        ready += high.ready - low.ready
        run = min(running, free)
        queue = min(ready, free - run)
        running, ready = running - run, ready - queue
        rest = free - run - queue
        if run and rest < SLIVER:
            run, rest = run + rest, 0
        times = high.times - low.times
        woken = (times + later) * WAKE >= high.at - low.at
        later = times
        for a, b, what in inside:
            if what is None:
                share = (b - a) / free
                idle = "gil" if woken and _meets(crowded, a, b) else "blocked"
                parts = ("running", run), ("ready", queue), (idle, rest)
                parts = [(s, "", n * share) for s, n in parts if n > 0]
                out.append((named_span(a, b, parts), False))
            else:
                late = min(ready, b - a)
                ready -= late
                if late:
                    out.append((Span(b - late, b, "ready"), True))
                if b - late > a:
                    out.append((Span(a, b - late, "blocked", what), True))
    return reversed(out)


def _meets(times, a, b):
    """Tell whether one of the times overlaps that from `a` to `b`."""
    before = bisect_left(times, (b,))
    return before > 0 and times[before - 1][1] > a


def _cut(pieces, edges):
    """Cut the pieces at the edges of the windows."""
    out = []
    for a, b, what in pieces:
        inner = edges[bisect_left(edges, a + 1) : bisect_left(edges, b)]
        marks = [a, *dict.fromkeys(inner), b]
        out += [(x, y, what) for x, y in zip(marks, marks[1:], strict=False)]
    return out
