"""What every thread and process did, and when: plain data, no drawing.

A run is a list of lanes; a lane is a list of spans that follow each other
without a hole.  Everything else (the picture, the text, the facts that a
notebook asserts) is computed from these numbers, so a recorded run can be
stored as JSON and shown on another machine.
"""

import json
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from pathlib import Path

TOLD = {
    "running": "running",
    "ready": "ready, waiting for a processor",
    "gil": "waiting for the GIL",
    "blocked": "blocked",
    "holding": "blocked, and holds up the others",
    "queued": "ready, waiting for its turn",
    "suspended": "suspended",
    "turns": "taking turns, faster than the picture shows",
    "unknown": "running or waiting (this system does not tell)",
}
REASONED = {"blocked", "holding", "suspended"}  # states that name a reason
INSIDE = {"task", "greenlet"}  # kinds of lanes inside a thread
UNSURE = {"running", "ready", "gil"}  # what some systems do not tell
DOMINANT = 0.6  # a span is named after a state that fills this much of it
TAKES_TURNS = ("ready", "gil", "queued")
SOME = 0.02  # a lane that runs so much of the time does not only wait
VERSION = 1


@dataclass(frozen=True)
class Span:
    """One stretch of a lane, in seconds since the start of the recording.

    `what` names what a blocked or suspended lane waits for, as in the
    reader's code.
    `parts` keeps the exact shares of a span that was merged out of several:
    (state, what, seconds) each.
    """

    start: float
    end: float
    state: str
    what: str = ""
    parts: tuple = ()

    @property
    def shares(self) -> tuple:
        """The span as (state, what, seconds), merged or not."""
        return self.parts or ((self.state, self.what, self.end - self.start),)


def named_span(start: float, end: float, parts) -> Span:
    """Return the span that is made of `parts`, named after the main one."""
    sums, states = defaultdict(float), defaultdict(float)
    for state, what, seconds in parts:
        sums[state, what] += seconds
        states[state] += seconds
    main = max(states, key=states.get)
    whole = sum(states.values())
    enough = states[main] >= DOMINANT * whole
    if main in TAKES_TURNS and states["running"] >= SOME * whole:
        enough = False  # of ten that take turns, each mostly waits
    reasons = {w: s for (state, w), s in sums.items() if state == main}
    what = max(reasons, key=reasons.get) if main in REASONED else ""
    return Span(
        start,
        end,
        main if enough else "turns",
        what if enough else "",
        tuple((*key, s) for key, s in sums.items()) if len(sums) > 1 else (),
    )


def join_spans(spans: list[Span]) -> Span:
    """Make one span of neighbours; the exact shares stay known."""
    parts = [part for span in spans for part in span.shares]
    return named_span(spans[0].start, spans[-1].end, parts)


def join_alike(spans: list[Span]) -> list[Span]:
    """Join neighbours that tell the same."""
    out = []
    for span in spans:
        last = out[-1] if out else None
        if last and (last.state, last.what) == (span.state, span.what):
            out[-1] = join_spans([last, span])
        else:
            out.append(span)
    return out


def merge(spans: list[Span], least: float) -> list[Span]:
    """Join neighbours that are shorter than `least`, the shares kept.

    A short span between two long ones stays: a moment of work between two
    sleeps is worth seeing.  Where many short ones follow each other they are
    joined until they reach `least`, so that about two spans per `least` are
    left at most.
    """
    out, short = [], []
    for span in spans:
        if short and (
            short[-1].end - short[0].start >= least
            or span.end - span.start >= least
        ):
            out.append(join_spans(short))
            short = []
        if span.end - span.start < least:
            short.append(span)
        else:
            out.append(span)
    if short:
        out.append(join_spans(short))
    return join_alike(out)


@dataclass
class Lane:
    """One thread, or one process (told by its main thread), or a part of one.

    `kind` is "process", "thread", "machinery" (what Python starts for its own
    use), or, for a lane inside a thread, "task" or "greenlet".  Of those that
    share a thread, one at a time holds it; the others are suspended, or ready
    and waiting for their turn.  `parent` is the number of the lane under
    which this one is drawn, `starter` that of the lane which started it, or
    None.
    """

    name: str
    kind: str
    start: float
    end: float
    spans: list[Span] = field(default_factory=list)
    parent: int | None = None
    starter: int | None = None

    def _seconds(self, state: str) -> float | None:
        shares = [part for span in self.spans for part in span.shares]
        if state in UNSURE and any(s == "unknown" for s, _, _ in shares):
            return None
        return sum(seconds for s, _, seconds in shares if s == state)

    @property
    def running(self) -> float | None:
        """Seconds on a processor; None where the system does not tell."""
        return self._seconds("running")

    @property
    def ready(self) -> float | None:
        """Seconds runnable but without a processor; None if not told."""
        return self._seconds("ready")

    @property
    def gil(self) -> float | None:
        """Seconds waiting for the GIL (inferred); None if not told."""
        return self._seconds("gil")

    @property
    def queued(self) -> float:
        """Seconds ready, while another lane held the thread."""
        return self._seconds("queued")

    @property
    def blocked(self) -> float:
        """Seconds blocked, whatever on; a task then holds up its thread."""
        return self._seconds("blocked") + self._seconds("holding")

    @property
    def blocked_on(self) -> dict[str, float]:
        """Seconds blocked on each thing, the longest first."""
        return self._reasons("blocked", "holding")

    @property
    def suspended(self) -> float:
        """Seconds suspended, whatever on, so that others could go on."""
        return self._seconds("suspended")

    @property
    def suspended_on(self) -> dict[str, float]:
        """Seconds suspended on each thing, the longest first."""
        return self._reasons("suspended")

    def _reasons(self, *states: str) -> dict[str, float]:
        sums = defaultdict(float)
        for span in self.spans:
            for state, what, seconds in span.shares:
                if state in states:
                    sums[what or "something not recorded"] += seconds
        return dict(sorted(sums.items(), key=lambda item: -item[1]))


@dataclass
class Timeline:
    """A recorded run: lanes, who joined whom, and what could be told.

    In a notebook it shows itself as a picture, `str()` gives the same as
    text.

    >>> timeline.lane("Ann").running          # seconds
    >>> timeline.running_together("Ann", "Ben") > 0
    """

    lanes: list[Lane] = field(default_factory=list)
    joins: list[tuple[float, int, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def duration(self) -> float:
        """Seconds from the first start to the last end."""
        return max((lane.end for lane in self.lanes), default=0.0)

    @classmethod
    def load(cls, folder: str | Path) -> "Timeline":
        """Read what a recorded program left in `folder`."""
        from .reading import read

        return read(Path(folder))

    def lane(self, name: str) -> Lane:
        """Return the lane called `name`.

        Raises LookupError, naming the lanes there are, when there is none or
        more than one.
        """
        found = [lane for lane in self.lanes if lane.name == name]
        if len(found) == 1:
            return found[0]
        names = ", ".join(lane.name for lane in self.lanes) or "none"
        count = f"{len(found)} lanes are" if found else "no lane is"
        raise LookupError(f"{count} called {name!r}; lanes: {names}")

    def running_together(self, one: str, other: str) -> float:
        """Seconds in which both lanes were running at the same time.

        Spans in which a lane takes turns count for nothing, so this is a
        lower bound.  Lanes inside one thread never run together.
        """
        first, second = self.lane(one), self.lane(other)
        if first.parent == second.parent and first.kind in INSIDE:
            return 0.0
        return sum(
            max(0.0, min(a.end, b.end) - max(a.start, b.start))
            for a in first.spans
            for b in second.spans
            if a.state == b.state == "running"
        )

    def alive_together(self, one: str, other: str) -> float:
        """Seconds in which both lanes were alive, doing whatever."""
        a, b = self.lane(one), self.lane(other)
        return max(0.0, min(a.end, b.end) - max(a.start, b.start))

    def to_json(self) -> str:
        """Return the timeline as JSON text, times to the microsecond."""
        data = {"swimlanes timeline": VERSION, **asdict(self)}
        for lane in data["lanes"]:
            lane["spans"] = [
                [s["start"], s["end"], s["state"], s["what"], s["parts"]]
                for s in lane["spans"]
            ]
        return json.dumps(_rounded(data), separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Timeline":
        """Read what `to_json` wrote.

        Raises ValueError when `text` is something else.
        """
        data = json.loads(text)
        if not isinstance(data, dict) or (
            data.pop("swimlanes timeline", None) != VERSION
        ):
            raise ValueError(
                f"this is no timeline of version {VERSION}: give the text "
                "that Timeline.to_json() returned"
            )
        for lane in data["lanes"]:
            lane["spans"] = [
                Span(a, b, state, what, tuple(map(tuple, parts)))
                for a, b, state, what, parts in lane["spans"]
            ]
        return cls(
            [Lane(**lane) for lane in data["lanes"]],
            [tuple(join) for join in data["joins"]],
            data["notes"],
        )

    def __str__(self) -> str:
        from .drawing import as_text

        return as_text(self)

    def __repr__(self) -> str:
        count = len(self.lanes)
        lanes = "1 lane" if count == 1 else f"{count} lanes"
        return f"<Timeline: {lanes}, {self.duration:.3f} s>"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        from .drawing import as_html

        return {"text/plain": str(self), "text/html": as_html(self)}


def _rounded(value):
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return value
