"""Draw a Timeline, and say the same in words.

Time runs from left to right, one lane per thread or process.  The picture is
one SVG that needs no script, follows the theme of the page, and has a table
with the exact numbers beside it.
"""

import hashlib
import itertools
from collections import Counter, defaultdict
from html import escape

from . import svg
from .svg import BAR, line, percent, text
from .timeline import INSIDE, REASONED, TOLD, Lane, Span, Timeline, merge
from .words import counted

NARROW = 90  # spans below 1/90 of the width are merged with their neighbours
INDENT = 10  # pixels by which the name of a task is set in
LABEL, GAP, AXIS = 17, 9, 22  # pixels
MOST_INSIDE = 20  # lanes told of each thread
SEEN = 0.00005  # seconds; a shorter wait would be told as "0.0 ms"
MACHINERY = 0.02  # a machinery lane that ran less of the time is left out
LEGEND = {
    "running": "running",
    "ready": "ready for a processor",
    "gil": "waiting for the GIL",
    "blocked": "blocked",
    "queued": "ready, not its turn",
    "suspended": "suspended",
    "holding": "blocked, holds up all",
    "turns": "taking turns, fast",
    "unknown": "running or waiting",
}
EMPTY = (
    "Nothing was recorded: start a thread or a process inside the block, "
    "and let it end there."
)


def duration(seconds: float) -> str:
    """Write a time as a reader wants it: 0.4 ms, 120 ms, 3.05 s."""
    if seconds >= 2:
        return f"{seconds:.2f} s"
    return f"{1000 * seconds:.{0 if seconds >= 0.01 else 1}f} ms"


def told(span: Span) -> str:
    """Say in words what a span shows."""
    if span.state in REASONED:
        reason = span.what or "on something not recorded"
        return f"{TOLD[span.state]}: {reason}"
    return TOLD[span.state]


def shown(timeline: Timeline) -> list[Lane]:
    """Return the lanes that are drawn: machinery only if it did much."""
    return [
        lane
        for lane in told_apart(timeline)[0]
        if lane.kind != "machinery"
        or (lane.running or 0) >= MACHINERY * timeline.duration
    ]


def told_apart(timeline: Timeline) -> tuple[list[Lane], dict[int, int]]:
    """Return the lanes that are told, and how many more are in each thread.

    Of a thousand tasks in one thread, the first few are told.
    """
    told, more = [], {}
    inside = Counter()
    for lane in timeline.lanes:
        if lane.kind in INSIDE:
            inside[lane.parent] += 1
            if inside[lane.parent] > MOST_INSIDE:
                more[lane.parent] = inside[lane.parent] - MOST_INSIDE
                continue
        told.append(lane)
    return told, more


# --- as text --------------------------------------------------------------


def rows(timeline: Timeline) -> list[list[str]]:
    """Return the table: a head, then one row per lane."""
    head = ["lane", "start", "end", "running", "ready", "GIL", "blocked on"]
    inside = any(lane.kind in INSIDE for lane in timeline.lanes)
    if inside:
        head[5:] = ["GIL", "not its turn", "blocked on", "suspended on"]
    out = [head]
    for lane in told_apart(timeline)[0]:
        numbers = [lane.start, lane.end, lane.running, lane.ready, lane.gil]
        cells = ["?" if n is None else duration(n) for n in numbers]
        if inside:
            cells.append(duration(lane.queued))
        cells.append(_longest(lane.blocked_on))
        if inside:
            cells.append(_longest(lane.suspended_on))
        out.append(["  " * _depth(timeline, lane) + lane.name, *cells])
    return out


def notes(timeline: Timeline) -> list[str]:
    """Return what is to be said below the table."""
    return timeline.notes + [
        f"{number} more tasks or greenlets of "
        f"{timeline.lanes[thread].name} are in the data only"
        for thread, number in told_apart(timeline)[1].items()
    ]


def _longest(reasons: dict[str, float]) -> str:
    reasons = {w: s for w, s in reasons.items() if s >= SEEN}
    words = [f"{w} {duration(s)}" for w, s in [*reasons.items()][:4]]
    if len(reasons) > 4:
        words.append(f"{len(reasons) - 4} more")
    return ", ".join(words) or "-"


def _depth(timeline: Timeline, lane: Lane) -> int:
    depth = 0
    while lane.parent is not None and depth < 9:
        lane, depth = timeline.lanes[lane.parent], depth + 1
    return depth


def as_text(timeline: Timeline) -> str:
    """Return the table and the notes as plain text."""
    if not timeline.lanes:
        return EMPTY
    table = rows(timeline)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = []
    for row in table:
        cells = [row[0].ljust(widths[0])]
        for head, cell, width in zip(table[0], row, widths, strict=True):
            if head.endswith(" on"):
                cells.append(cell.ljust(width))
            elif head != "lane":
                cells.append(cell.rjust(width))
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines + [f"({note})" for note in notes(timeline)])


def in_words(timeline: Timeline) -> str:
    """Tell what happened in a few sentences, for who cannot see it."""
    lanes = shown(timeline)
    many = counted(len(lanes), "lane")
    sentences = [f"{many} in {duration(timeline.duration)}."]
    for lane in lanes[:8]:
        steps = merge(lane.spans, timeline.duration / 30)
        said = [
            f"{told(s)} from {duration(s.start)} to {duration(s.end)}"
            for s in steps[:5]
        ]
        if len(steps) > 5:
            said.append(f"and {len(steps) - 5} more changes")
        sentences.append(f"{lane.name}: {', '.join(said)}.")
    more = sum(told_apart(timeline)[1].values()) + max(0, len(lanes) - 8)
    if more:
        sentences.append(f"{counted(more, 'more lane')}.")
    return " ".join(sentences)


# --- as a picture ---------------------------------------------------------


# How often a timeline was drawn: two pictures of it share no id on a page,
# or the second would lose its patterns when the first is hidden.
_NUMBERS = defaultdict(itertools.count)


class _Picture:
    """The parts of one drawing, as they come about."""

    def __init__(self, timeline: Timeline):
        self.timeline = timeline
        self.lanes = shown(timeline)
        digest = hashlib.sha256(timeline.to_json().encode()).hexdigest()
        self.prefix = f"swim-{digest[:8]}-{next(_NUMBERS[digest])}"
        self.whole = timeline.duration or 1e-6
        self.patterns = {}
        self.states = set()
        self.tops = {}
        y = 0
        for lane in self.lanes:
            self.tops[id(lane)] = y + LABEL
            y += LABEL + BAR + GAP
        more = sum(told_apart(timeline)[1].values())
        self.more = f"{more} more are not drawn" if more else ""
        self.ground = y + (LABEL if more else 0)

    def draw(self) -> str:
        lanes = "".join(
            self._lane(number, lane) for number, lane in enumerate(self.lanes)
        )
        axis, marks = self._axis(), self._marks()
        if self.more:
            lanes += text(self.more, 0, self.ground - 5, class_="halo soft")
        legend, height = self._legend(self.ground + AXIS)
        words = svg.title("What ran when").replace(
            "<title>", f'<title id="{self.prefix}-t">'
        ) + svg.element(
            "desc", escape(in_words(self.timeline)), id=f"{self.prefix}-d"
        )
        defs = svg.element(
            "defs",
            svg.hatch(self.prefix)
            + svg.dashes(self.prefix)
            + "".join(self.patterns.values()),
        )
        return svg.element(
            "svg",
            words + defs + axis + marks + lanes + legend,
            xmlns="http://www.w3.org/2000/svg",
            width="100%",
            height=height,
            role="img",
            aria_labelledby=f"{self.prefix}-t {self.prefix}-d",
        )

    def _at(self, seconds: float) -> str:
        return percent(seconds / self.whole)

    def _lane(self, number: int, lane: Lane) -> str:
        top = self.tops[id(lane)]
        spans = merge(lane.spans, self.whole / NARROW)
        drawn = "".join(self._span(number, span) for span in spans)
        soft = lane.kind == "machinery"
        late = lane.start > 0.6 * self.whole
        inside = lane.kind in INSIDE
        look = "halo soft" if soft else "halo" if inside else "halo name"
        name = text(
            lane.name,
            self._at(lane.start),
            top - 5,
            dx=-4 if late else self._indent(lane) or None,
            text_anchor="end" if late else None,
            class_=look,
        )
        body = svg.element(
            "svg",
            drawn,
            y=top,
            width="100%",
            height=BAR,
            class_="grey" if soft else None,
        )
        return name + body

    def _indent(self, lane: Lane) -> int:
        gap = 4 if lane.start > 0 else 0
        return gap + (INDENT if lane.kind in INSIDE else 0)

    def _span(self, number: int, span: Span) -> str:
        share = (span.end - span.start) / self.whole
        x, width = self._at(span.start), percent(share)
        state, small = span.state, share < 0.004
        worked = any(part == "running" for part, _, _ in span.shares)
        if small and worked and self.lanes[number].kind in INSIDE:
            state = "running"  # a moment of work between two waits
        self.states.add(state)
        if state == "turns":
            block = svg.element(
                "rect",
                x=x,
                width=width,
                height=BAR,
                fill=f"url(#{self._turns(number, span)})",
            )
        else:
            small = small and state not in REASONED
            block = svg.bar(state, x, width, self.prefix, small)
        hover = svg.title(f"{told(span)}\n{_shares(span)}")
        label = ""
        if span.state in REASONED and span.what:
            label = self._label(span, share)
        return svg.element("g", hover + block + label)

    def _label(self, span: Span, share: float) -> str:
        words, room = svg.fitted(span.what, share)
        if not words:
            return ""
        middle = self._at((span.start + span.end) / 2)
        held = span.state == "holding"
        look = f"{'halo' if held else 'soft'} {room}".strip()
        return text(words, middle, BAR - 6, text_anchor="middle", class_=look)

    def _turns(self, number: int, span: Span) -> str:
        sums = dict.fromkeys(svg.HEIGHTS, 0.0)
        for state, _, seconds in span.shares:
            sums[state] += seconds
        running = sums.pop("running")
        low = max(sums, key=sums.get)
        self.states.add(low)
        step = 10 * running / (running + sum(sums.values()))
        step = max(round(step), 1 if running else 0)
        key = f"{self.prefix}-{low}-{step}-{number % 2}"
        self.patterns[key] = svg.turns(
            key, self.prefix, step / 10, low, number % 2 == 1
        )
        return key

    def _axis(self) -> str:
        step = _round_step(self.whole / 5)
        unit, factor = ("s", 1) if self.whole >= 2 else ("ms", 1000)
        out, y, at = [], self.ground, 0
        while at * step <= self.whole * 1.0001:
            x = self._at(at * step)
            label = f"{at * step * factor:.4g}"
            last = (at + 1) * step > self.whole
            if last:
                label += f" {unit}"
            end = at * step > 0.9 * self.whole
            anchor = "start" if at == 0 else "end" if end else "middle"
            out.append(line(x, LABEL, x, y, "grid"))
            out.append(
                text(label, x, y + 14, text_anchor=anchor, class_="soft")
            )
            at += 1
        return "".join(out)

    def _marks(self) -> str:
        lanes, out = self.timeline.lanes, []
        for lane in self.lanes:
            if lane.starter is not None:
                out.append(
                    self._link(lanes[lane.starter], lane, lane.start, None)
                )
        for at, waiter, joined in self.timeline.joins:
            out.append(self._link(lanes[waiter], lanes[joined], at, "3 3"))
        return "".join(out)

    def _link(self, one: Lane, other: Lane, at: float, dashes) -> str:
        if id(one) not in self.tops or id(other) not in self.tops:
            return ""
        low, high = sorted((self.tops[id(one)], self.tops[id(other)]))
        x = self._at(at)
        return line(
            x, low + BAR, x, high + BAR, "muted", stroke_dasharray=dashes
        )

    def _legend(self, y: int) -> tuple[str, int]:
        states = [state for state in LEGEND if state in self.states]
        out = []
        for i, state in enumerate(states):
            sample = self._sample(state)
            out.append(
                svg.element(
                    "svg",
                    svg.element("svg", sample, y=4, width=20, height=BAR)
                    + text(LEGEND[state], 25, 18),
                    x=percent(i % 2 / 2),
                    y=y + i // 2 * (BAR + 6),
                    width="50%",
                    height=BAR + 6,
                )
            )
        return "".join(out), y + (len(states) + 1) // 2 * (BAR + 6) + 6

    def _sample(self, state: str) -> str:
        if state != "turns":
            return svg.bar(state, 0, 20, self.prefix)
        return "".join(
            svg.bar("running" if i % 2 == 0 else "ready", 5 * i, 5, "")
            for i in range(4)
        )


def _shares(span: Span) -> str:
    parts = [
        f"{told(Span(0, 0, state, what))} {duration(seconds)}"
        for state, what, seconds in span.shares
    ]
    start, end = duration(span.start), duration(span.end)
    return f"{start} to {end}: " + ", ".join(parts)


def _round_step(least: float) -> float:
    """Return the next 1, 2 or 5 times a power of ten."""
    power = 10.0**-9
    while power * 10 <= least:
        power *= 10
    return next(power * n for n in (1, 2, 5, 10) if power * n >= least)


def as_svg(timeline: Timeline) -> str:
    """Return the picture as an SVG document of its own.

    Raises ValueError when nothing was recorded.
    """
    if not timeline.lanes:
        raise ValueError(EMPTY)
    picture = _Picture(timeline).draw()
    style = svg.element("style", svg.style("svg"))
    return picture.replace("<defs>", style + "<defs>", 1)


def as_html(timeline: Timeline) -> str:
    """Return the picture with its table, to put into a page."""
    if not timeline.lanes:
        return svg.element("p", escape(EMPTY))
    head, *body = rows(timeline)
    table = "".join(
        svg.element("th", escape(cell), scope="col") for cell in head
    )
    table = svg.element("tr", table)
    for row in body:
        name = row[0].strip()
        depth = (len(row[0]) - len(name)) // 2
        name = svg.element(
            "th",
            escape(name),
            scope="row",
            style=f"padding-left:{0.3 + depth:g}em;text-align:left",
        )
        cells = "".join(svg.element("td", escape(c)) for c in row[1:])
        table += svg.element("tr", name + cells)
    below = "".join(svg.element("li", escape(n)) for n in notes(timeline))
    details = svg.element(
        "details",
        svg.element("summary", "The same as a table")
        + svg.element(
            "div", svg.element("table", table), style="overflow-x:auto"
        )
        + svg.element("ul", below),
    )
    style = svg.element(
        "style",
        svg.style(".swim-timeline")
        + ".swim-timeline{container-type:inline-size;max-width:760px;"
        "margin:1em 0;padding:.5em;background:var(--swim-paper);"
        "color:var(--swim-ink)}",
    )
    return svg.element(
        "figure",
        style + _Picture(timeline).draw() + details,
        class_="swim-timeline",
    )
