"""Draw the schedule that a verdict found, and say the same in words.

Time runs downwards, one column per thread, one row per step.  A column shows
what recorded lanes show, turned by a right angle: full width while its thread
acts, a thin line while it does not.  Only what threads can see of each other
is drawn, and the picture is made of strings that the explorer has stored:
nothing of the learner's runs while it is drawn.
"""

from dataclasses import dataclass, field
from html import escape

from . import svg
from .explorer.verdict import GIL_WORDS
from .svg import element, line, percent, text

ROWS = 40  # more than these are folded at the beginning
PROLOGUE = 3  # rows before the first start that are worth showing
WIDEST, NARROWEST = 24, 6  # characters of a column
NARROW = 340  # pixels: a picture is never narrower, but scrolls
BOLD = 7  # pixels, about, of one character of the last row
THIRD = 14  # characters that fit when three columns share a phone
PITCH, SECOND = 20, 15  # pixels: a row, and what a second line adds
BLOCK = 12  # pixels: the width of "running" and of a lock
CHARACTER = 6.2  # pixels, about, of one character of a label
LIST = {"start", "join"}  # several of these on one line are one row
HANDLES = {  # to read a name for one of these is not worth a row
    "<Lock>",
    "<RLock>",
    "<Condition>",
    "<Event>",
    "<Semaphore>",
    "<BoundedSemaphore>",
    "<Barrier>",
    "<Queue>",
    "<LifoQueue>",
    "<PriorityQueue>",
    "<SimpleQueue>",
    "<Thread>",
}


@dataclass
class Row:
    """Consecutive steps of one thread on one source line, on one thing."""

    thread: str
    line: int | None
    head: str
    tail: str
    held: tuple
    takeover: bool = False
    steps: list = field(default_factory=list)

    def lines(self, longest: int) -> list[tuple[str, str]]:
        """Return the label in one line or two, each with its line number."""
        where = f"L{self.line} " if self.line else ""
        whole = self.head + self.tail
        if len(where + whole) <= longest or not self.tail:
            return [(where, whole)]
        return [(where, self.head), ("", self.tail.strip(" ,"))]


def rows(trace) -> list[Row]:
    """Return what is shown of a trace: shared accesses, synchronisation."""
    out, preempted = [], None
    for step in trace.steps:
        if step.preempted:
            preempted = step.thread
        if not is_shown(step):
            continue
        head, tail = words_of(step)
        last = out[-1] if out else None
        if last is not None and _continues(last, step):
            if step.operation in LIST:
                last.tail += f", {step.object}"
            elif not last.tail.endswith(tail):
                last.tail += "," + tail
            last.steps.append(step)
        else:
            took = preempted == step.thread and last is not None
            out.append(
                Row(step.thread, step.line, head, tail, step.held, took)
            )
            out[-1].steps.append(step)
        preempted = None
    return out


def is_shown(step) -> bool:
    """Does a step concern more than one thread, and say something?"""
    return step.shared and not (
        step.operation == "read" and step.value in HANDLES
    )


def words_of(step) -> tuple[str, str]:
    """Return what a step does, and to what or with which value."""
    verb = {"read": " is ", "write": " := "}.get(step.operation)
    if verb is None:
        return step.operation, f" {step.object}{step.note}".rstrip()
    if step.value is None:
        return step.object, ""
    return step.object, verb + step.value


def _continues(row: Row, step) -> bool:
    last = row.steps[-1]
    return (
        (row.thread, row.line, row.held) == (step.thread, step.line, step.held)
        and not step.preempted
        and (
            last.operation == step.operation
            if step.operation in LIST
            else last.object == step.object
            and None not in (last.value, step.value)
            and last.operation == "read"
        )
    )


def fold(all_rows: list[Row]) -> tuple[str, list[Row]]:
    """Return words for the beginning that is left out, and the rest."""
    births = [
        i
        for i, row in enumerate(all_rows)
        if any(step.operation == "start" for step in row.steps)
    ]
    before = births[0] if births else 0
    left_out = before if before > PROLOGUE else 0
    if len(all_rows) - left_out > ROWS:
        left_out = len(all_rows) - ROWS
    steps = sum(len(row.steps) for row in all_rows[:left_out])
    if not steps:
        return "", all_rows
    words = f"{steps} steps before"
    if left_out == before:
        words = f"{steps} steps of {all_rows[0].thread} before threads start"
    return words, all_rows[left_out:]


def wait_in_words(wait) -> str:
    """Say whom or what a thread waits for, and who holds it."""
    what = {
        "result of": f"for the result of {_awaited(wait)}",
        "acquire": f"for {wait.object}",
        "join": f"for the end of {wait.object}",
        "wake up from": f"to be woken from {wait.object}",
    }.get(wait.operation, f"to {wait.operation} {wait.object}")
    held = ""
    if wait.holders and wait.operation != "join":
        held = f", held by {' and '.join(wait.holders)}"
    where = f" (line {wait.line})" if wait.line else ""
    return f"{wait.thread} waits {what}{held}{where}"


# --- as a picture ---------------------------------------------------------


class _Picture:
    """The parts of one drawing, as they come about."""

    def __init__(self, verdict):
        self.failure = verdict.failure
        self.folded, self.rows = fold(rows(verdict.trace))
        self.waits = {wait.thread: wait for wait in self.failure.waits}
        involved = {row.thread for row in self.rows} | set(self.waits)
        involved.add(self.failure.thread)
        self.threads = [t for t in _born(verdict.trace) if t in involved]
        self.threads += [t for t in self.waits if t not in self.threads]
        self.longest = THIRD if len(self.threads) == 3 else WIDEST
        self._measure()

    def _measure(self):
        """Decide how wide the columns are and where the rows stand."""
        self.locks = {t: [] for t in self.threads}
        longest = {t: max(len(t), NARROWEST) for t in self.threads}
        for row in self.rows:
            slots = self.locks[row.thread]
            slots += [lock for lock in row.held if lock not in slots]
            width = max(len(a + b) for a, b in row.lines(self.longest))
            longest[row.thread] = max(longest[row.thread], width)
        for thread, wait in self.waits.items():
            width = len(_foot(wait))
            longest[thread] = max(longest[thread], width)
        widths = [
            CHARACTER * min(longest[t], WIDEST) + self._indent(t) + 8
            for t in self.threads
        ]
        self.width = sum(widths)
        shares = [width / self.width for width in widths]
        self.left = dict(
            zip(
                self.threads,
                (sum(shares[:i]) for i in range(len(shares))),
                strict=True,
            )
        )
        self.share = dict(zip(self.threads, shares, strict=True))
        y, self.tops = PITCH + 4 + PITCH * bool(self.folded), []
        last = None
        for row in self.rows:
            switched = last not in (None, row.thread)
            y += (PITCH + 2 if row.takeover else 6) * switched
            self.tops.append(y)
            y += PITCH + SECOND * (len(row.lines(self.longest)) - 1)
            last = row.thread
        self.ground = y

    def _indent(self, thread: str) -> int:
        """Pixels from the left of a column to its text."""
        return (BLOCK + 3) * (1 + len(self.locks[thread])) + 3

    def draw(self) -> str:
        columns = "".join(self._column(thread) for thread in self.threads)
        end, height = self._end()
        switches = self._switches()
        folded = ""
        if self.folded:
            folded = text(
                f"⋯ {self.folded}", 0, PITCH + 17, class_="soft", dx=18
            )
        return element(
            "svg",
            element("desc", escape(in_words(self)))
            + switches
            + columns
            + folded
            + end,
            xmlns="http://www.w3.org/2000/svg",
            width="100%",
            height=height,
            role="img",
            aria_label="Who did what, step by step",
            style=f"min-width:{round(self._narrow())}px",
        )

    def _column(self, thread: str) -> str:
        birth = PITCH
        for row, top in zip(self.rows, self.tops, strict=True):
            starts = [s.object for s in row.steps if s.operation == "start"]
            if thread in starts:
                birth = top + PITCH // 2
        middle = BLOCK / 2
        out = [
            line(middle, birth, middle, self.ground, "grid", stroke_width="2"),
            _label(
                "",
                thread,
                0,
                13,
                self._rooms(self.share[thread], 0, BOLD),
                "name",
            ),
        ]
        out += self._bars(thread)
        for row, top in zip(self.rows, self.tops, strict=True):
            if row.thread == thread:
                out.append(self._row(row, top))
        return element(
            "svg",
            "".join(out),
            x=percent(self.left[thread]),
            width=percent(self.share[thread]),
            height=self.ground,
        )

    def _row(self, row: Row, top: float) -> str:
        height = PITCH + SECOND * (len(row.lines(self.longest)) - 1)
        block = element(
            "rect",
            y=svg.number(top + 1),
            width=BLOCK,
            height=height - 2,
            fill=svg.hue("running"),
        )
        hover = svg.title("\n".join(_told(step) for step in row.steps))
        indent = self._indent(row.thread)
        rooms = self._rooms(self.share[row.thread], indent)
        words = ""
        lines = row.lines(self.longest)
        for number, (lead, content) in enumerate(lines):
            words += _label(
                lead, content, indent, top + 14 + SECOND * number, rooms
            )
        return element("g", hover + block + words)

    def _narrow(self) -> float:
        """Pixels of the picture where there is the least room for it."""
        return NARROW if len(self.threads) < 4 else max(NARROW, self.width)

    def _rooms(self, share: float, indent: float, character=CHARACTER):
        """Characters for which there is room, on a phone and a desk."""
        narrow = self._narrow()
        return tuple(
            int((share * width - indent) / character)
            for width in (narrow, max(svg.DESK, narrow))
        )

    def _bars(self, thread: str) -> list[str]:
        """The locks that a thread holds, beside its column."""
        out, since = [], {}
        mine = [
            (row, top)
            for row, top in zip(self.rows, self.tops, strict=True)
            if row.thread == thread
        ]
        for row, top in [*mine, (None, self.ground)]:
            held = row.held if row else ()
            for lock in self.locks[thread]:
                if lock in held:
                    since.setdefault(lock, top)
                elif lock in since:
                    end = top + (PITCH / 2 if row else 0)
                    out.append(self._bar(thread, lock, since.pop(lock), end))
        return out

    def _bar(self, thread: str, lock: str, top: float, end: float) -> str:
        x = (BLOCK + 3) * (1 + self.locks[thread].index(lock))
        bar = element(
            "rect",
            x=x,
            y=svg.number(top + 1),
            width=BLOCK,
            height=svg.number(end - top - 2),
            fill=svg.hue("accent"),
        )
        name = ""
        if len(lock) * CHARACTER < end - top - 4:
            name = element(
                "text",
                escape(lock),
                transform=f"translate({x + 9.5} "
                f"{svg.number((top + end) / 2)}) rotate(-90)",
                text_anchor="middle",
                class_="paper",
            )
        hover = svg.title(f"{thread} holds {lock}")
        return element("g", hover + bar + name)

    def _switches(self) -> str:
        out, last = [], None
        for row, top in zip(self.rows, self.tops, strict=True):
            if last is not None and last != row.thread:
                out.append(self._switch(last, row, top))
            last = row.thread
        return "".join(out)

    def _switch(self, last: str, row: Row, top: float) -> str:
        y = top - 4
        here, there = self.left[last], self.left[row.thread]
        colour = "alarm" if row.takeover else "muted"
        rule = line(
            percent(here),
            y,
            percent(there),
            y,
            colour,
            stroke_width=2 if row.takeover else None,
            stroke_dasharray=None if row.takeover else "2 3",
        )
        head = element(
            "svg",
            element("path", d="M-4 -2L4 -2L0 4Z", fill=svg.hue(colour)),
            x=percent(there),
            y=y,
        )
        words = ""
        if row.takeover:
            words = text(
                f"here {row.thread} takes over",
                percent(min(here, there)),
                y - 5,
                dx=self._indent(min(last, row.thread, key=self.left.get)) - 5,
                class_="halo alarm",
            )
        return element(
            "g", rule + head + words, transform=f"translate({BLOCK // 2} 0)"
        )

    def _end(self) -> tuple[str, float]:
        """The failing step, or what everybody waits for."""
        if self.waits:
            return self._deadlock(), self.ground + PITCH + 4
        thread = self.failure.thread
        if thread not in self.left:
            return "", self.ground + 4
        left = self.left[thread]
        where = f"L{self.failure.line} " if self.failure.line else ""
        words = where + self.failure.message.partition("\n")[0]
        right = left > 0.4
        share = left if right else 1 - left
        rooms = self._rooms(share, BLOCK + 6, BOLD)
        message = _label(
            "",
            words,
            percent(left),
            self.ground + 15,
            rooms,
            "halo alarm name",
            dx=-6 if right else BLOCK + 6,
            text_anchor="end" if right else None,
        )
        return self._cross(left) + message, self.ground + PITCH + 4

    def _cross(self, left: float) -> str:
        y = self.ground + 5
        cross = element(
            "path",
            d=f"M1 {y}l10 10m0 -10l-10 10",
            stroke=svg.hue("alarm"),
            stroke_width=3,
        )
        return element("svg", cross, x=percent(left))

    def _deadlock(self) -> str:
        out = []
        for thread, wait in self.waits.items():
            x = percent(self.left[thread])
            y, rooms = self.ground, self._rooms(self.share[thread], 16, BOLD)
            words = element(
                "g",
                svg.title(wait_in_words(wait))
                + line(
                    6,
                    y,
                    6,
                    y + PITCH,
                    "alarm",
                    stroke_width=2,
                )
                + _label("", _foot(wait), 16, y + 15, rooms, "alarm name"),
            )
            out.append(element("svg", words, x=x))
        return "".join(out)


def _foot(wait) -> str:
    return f"waits: {_awaited(wait)}"


def _awaited(wait) -> str:
    """What a thread waits for; of a future, the call that it stands for."""
    return wait.object.removeprefix("future of ")


def _born(trace) -> list[str]:
    """The threads in the order in which they were started."""
    started = [s.object for s in trace.steps if s.operation == "start"]
    order = trace.threads[:1] + started + trace.threads
    return list(dict.fromkeys(order))


def _cut(label: str, room: int) -> str:
    return label if len(label) <= room else label[: max(room - 1, 1)] + "…"


def _label(lead: str, content: str, x, y, rooms, look="", **more) -> str:
    """Text that fits a phone, and where that cuts it, one for a desk."""
    narrow, wide = (_cut(content, room - len(lead)) for room in rooms)
    number = element("tspan", escape(lead), class_="soft") if lead else ""
    forms = [(narrow, "")]
    if narrow != wide:
        forms = [(narrow, "narrow"), (wide, "wide")]
    return "".join(
        element(
            "text",
            number + escape(words),
            x=x,
            y=y,
            class_=f"{look} {name}".strip(),
            **more,
        )
        for words, name in forms
    )


# --- in words -------------------------------------------------------------


def _told(step) -> str:
    head, tail = words_of(step)
    where = f"line {step.line}: " if step.line else ""
    return f"{step.thread}, {where}{head}{tail}"


def in_words(picture) -> str:
    """Tell the picture in a few sentences, for who cannot see it."""
    steps = sum(len(row.steps) for row in picture.rows)
    said = [f"{len(picture.threads)} threads, {steps} steps."]
    for row, before in zip(picture.rows[1:], picture.rows, strict=False):
        if row.takeover:
            said.append(
                f"After {_told(before.steps[-1])}, {row.thread} takes over."
            )
    if picture.rows:
        said.append(f"The last step is {_told(picture.rows[-1].steps[-1])}.")
    said.append(f"{picture.failure.kind}: {picture.failure.message}.")
    return " ".join(said)


def _table(trace) -> str:
    head = "".join(
        element("th", name, scope="col")
        for name in ("step", "thread", "line", "what happens", "locks held")
    )
    out = element("tr", head)
    for step in trace.steps:
        if is_shown(step):
            cells = (
                str(step.index),
                step.thread,
                str(step.line or ""),
                "".join(words_of(step)),
                ", ".join(step.held),
            )
            out += element(
                "tr", "".join(element("td", escape(c)) for c in cells)
            )
    return element("table", out)


STYLE = (
    ".swim-schedule{max-width:760px;margin:1em 0;padding:.5em;"
    "background:var(--swim-paper);color:var(--swim-ink)}"
    ".swim-schedule .lanes{overflow-x:auto;container-type:inline-size}"
    ".swim-schedule p{margin:.4em 0;color:inherit;overflow-wrap:anywhere}"
    ".swim-schedule .narrow{display:none}"
    "@container (max-width:599px){.swim-schedule .narrow{display:inline}}"
    ".swim-schedule .alarm{fill:var(--swim-alarm);color:var(--swim-alarm)}"
    ".swim-schedule text.paper{fill:var(--swim-paper);font-size:11px}"
    ".swim-schedule ul{margin:.4em 0;padding-left:1.4em}"
    ".swim-schedule pre{margin:.4em 0;padding:.4em .6em;overflow-x:auto;"
    "background:none;color:inherit;border:1px solid var(--swim-grid)}"
    ".swim-schedule .soft{color:var(--swim-muted)}"
    ".swim-schedule td,.swim-schedule th{text-align:start;"
    "background:none;color:inherit;padding:.1em .6em}"
)


def style() -> str:
    """Return the style sheet of a schedule, with the palette."""
    return svg.style(".swim-schedule") + STYLE


def as_html(verdict) -> str:
    """Return a verdict as HTML, to put into a page.

    Parameters
    ----------
    verdict
        An `explorer.Verdict`.  Its first sentence comes first; a failure is
        drawn below, with a table that says the same.
    """
    head, _, more = str(verdict).partition("\n")
    if verdict.failure is None:
        quiet = element("p", escape(f"{head} {verdict.reason}".strip()))
        return _figure(quiet)
    failure = verdict.failure
    who = f" in {failure.thread}" if failure.thread else ""
    parts = [
        element("p", element("strong", escape(head))),
        element(
            "p",
            escape(f"{failure.kind}{who}: {failure.message}"),
            class_="alarm",
        ),
    ]
    if verdict.reason:
        parts.append(element("p", escape(verdict.reason)))
    if verdict.trace is not None and verdict.trace.steps:
        picture = _Picture(verdict).draw()
        parts.append(
            element(
                "div",
                picture,
                class_="lanes",
                tabindex="0",
                role="group",
                aria_label="The failing schedule",
            )
        )
    if failure.waits:
        waits = "".join(
            element("li", escape(wait_in_words(wait)))
            for wait in failure.waits
        )
        parts.append(element("ul", waits))
    if verdict.kind == "failure" and verdict.gil is not None:
        parts.append(
            element("p", escape(GIL_WORDS[verdict.gil]), class_="soft")
        )
    if verdict.output:
        parts.append(element("p", "Printed in this run:"))
        parts.append(
            element("pre", escape(verdict.output.rstrip("\n")), tabindex="0")
        )
    if verdict.trace is not None and verdict.trace.steps:
        parts.append(
            element(
                "details",
                element("summary", "The same as a table")
                + element(
                    "div",
                    _table(verdict.trace),
                    style="overflow-x:auto",
                    tabindex="0",
                    role="group",
                    aria_label="The steps as a table",
                ),
            )
        )
    return _figure("".join(parts))


def _figure(content: str) -> str:
    return element(
        "figure", element("style", style()) + content, class_="swim-schedule"
    )


def mimebundle(verdict) -> dict[str, str]:
    """Return a verdict as a notebook wants it."""
    return {"text/plain": str(verdict), "text/html": as_html(verdict)}
