"""Lay out the lanes inside a thread: its tasks and greenlets.

What was recorded of such a lane is a row of rounds: suspended, ready, then
holding the thread.  What it did while it held the thread is what the thread
did, so those stretches are cut out of the thread's spans.  A wait in there
stops every other lane of the thread: it is told as "holding".

Short rounds come added up, with a count: they make one span with shares.
"""

from bisect import bisect_right
from dataclasses import dataclass, field, replace

from .timeline import Span, join_alike, named_span

SHORT = 200_000  # ns; a turn shorter than this was no recorded wait
BRIEF = "short waits"


@dataclass
class Inner:
    """What the events say of one task or greenlet."""

    key: tuple[int, int]  # pid and number
    name: str
    kind: str
    start: int
    thread: object  # the journal's thread
    starter: tuple[int, int] | None = None
    end: int | None = None
    rounds: list = field(default_factory=list)
    open: tuple | None = None  # (what, ready) after the last round
    held: int | None = None  # since when it held the thread at the end

    @property
    def last(self) -> int:
        """The end of its last round."""
        if not self.rounds:
            return self.start
        start, _, *sums, _ = self.rounds[-1]
        return start + sum(sums)


def lay_out(inner: Inner, thread_spans: list[Span], told: bool) -> list[Span]:
    """Return the spans of a lane from its start to its end, all in ns.

    Parameters
    ----------
    thread_spans
        The spans of its thread, in ns.
    told
        Whether the system tells running from waiting.
    """
    out, at = [], inner.start
    starts = [span.start for span in thread_spans]
    busy = "running" if told else "unknown"
    for start, count, suspended, ready, held, what in inner.rounds:
        out.append(Span(at, start, "unknown"))  # lines that were dropped
        at = start + suspended + ready + held
        if count > 1:
            parts = (
                ("suspended", BRIEF, suspended),
                ("queued", "", ready),
                (busy, "", held),
            )
            out.append(named_span(start, at, [p for p in parts if p[2]]))
            continue
        begin = at - held
        out.append(Span(start, begin - ready, "suspended", what or BRIEF))
        out.append(Span(begin - ready, begin, "queued"))
        if held < SHORT:
            out.append(Span(begin, at, busy))
        else:
            out += _cut(thread_spans, starts, begin, at)
    out += _tail(inner, at, thread_spans, starts)
    first = inner.start
    return join_alike(
        [
            replace(span, start=max(span.start, first))
            for span in out
            if span.end > max(span.start, first)
        ]
    )


def _tail(inner, at, thread_spans, starts):
    """Return the spans after the last round: it has ended, or it has not."""
    held = inner.held is not None and inner.held >= at
    end = inner.held if held else inner.end
    if inner.open is not None:
        what, ready = inner.open
        ready = min(ready or end, end)
        yield Span(at, ready, "suspended", what)
        yield Span(max(at, ready), end, "queued")
    else:
        yield Span(at, end, "unknown" if inner.rounds else "queued")
    if held:
        yield from _cut(thread_spans, starts, end, inner.end)


def _cut(spans, starts, begin, end):
    """Yield what the thread did from `begin` to `end`."""
    at = max(0, bisect_right(starts, begin) - 1)
    while at < len(spans) and spans[at].start < end:
        span = spans[at]
        low, high = max(span.start, begin), min(span.end, end)
        if high > low:
            share = (high - low) / (span.end - span.start)
            yield Span(
                low,
                high,
                _held(span.state),
                span.what,
                tuple((_held(s), w, n * share) for s, w, n in span.parts),
            )
        at += 1


def _held(state: str) -> str:
    """A lane that is blocked while it has the thread holds up the others."""
    return "holding" if state == "blocked" else state
