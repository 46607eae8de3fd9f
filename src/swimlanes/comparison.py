"""One program under many Pythons, as one picture and one table.

Absolute times do not compare: one Python is built for speed, another is not.
So each number is drawn as a share of what the same Python needed for the
reference; the table has the numbers.  The picture is made of HTML tables, so
that it can be read aloud, printed, and shown where styles are removed.
"""

import ast
from collections import defaultdict
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from . import archive, interpreters, program, program_measurement
from .errors import ProgramError
from .palette import css
from .svg import element, percent

_STYLE = Path(__file__).with_name("comparison.css")
_ROOM = 1.3  # the axis is longer than the longest bar: its number stands there
_WORDS = {
    "better": {"en": "Shorter is better.", "zh": "越短越好。"},
    "free": {
        "en": "Hatched: a build without the GIL.",
        "zh": "斜纹：没有 GIL 的构建。",
    },
    "cores": {"en": "cores", "zh": "核"},
    "stored": {"en": ", a recorded result", "zh": "，已存的结果"},
    "table": {"en": "The same as a table", "zh": "数据表"},
}


def compare(
    file: str,
    *,
    pythons: Sequence[str],
    reference: str,
    title: str | Mapping = "",
    labels: Mapping | None = None,
    timeout: float = 60,
) -> "Comparison":
    """Run a program under many Pythons and return a `Comparison`.

    Where a Python is missing, its recorded result is shown (see `archive`).

    Parameters
    ----------
    file
        A program saved by ``%%program NAME.py --no-run``.  It prints a
        table: the unit and the names of the columns, then on each line a
        name and its numbers; ``-`` stands for "there is none".
    pythons
        Versions, such as "3.13t".  The Python that runs now is added.
    reference
        The line whose numbers are 100 %.
    title
        Heading: text, or a dict such as ``{"en": "…", "zh": "…"}``.
    labels
        Labels of lines and columns by their names, as the title is given.
    timeout
        Seconds after which a run is stopped.

    Raises
    ------
    ProgramError
        The program failed, printed no such table, or was never recorded.
    """
    path = program_measurement.folder() / file
    if not path.is_file():
        raise ProgramError(
            f"there is no program {file}; save it first with "
            f"%%program {file} --no-run"
        )
    own = interpreters.own_version()
    wanted = list(pythons) if own in pythons else [own, *pythons]
    runs = {python: _run(path, python, timeout) for python in wanted}
    return Comparison(runs, reference, title, labels)


def _run(path, python, timeout):
    """Return a run as plain data: its table, and its origin."""
    record = archive.Record(path.name, python, {"source": sources(path)})
    result, origin = record.result, record.origin
    if result is None:
        origin = origin or archive.origin_of(interpreters.find(python))
        result = program.run(path, python=python, timeout=timeout)
        if (result.exit, result.why) != (0, None):
            raise ProgramError(
                f"{path.name} under {python}: {result.ending}\n{result.output}"
            )
    try:
        table = read_table(result.output)
    except ValueError:
        raise ProgramError(
            f"{path.name} under {python} printed no table:\n{result.output}"
        ) from None
    record.store(result)
    stored = record.result is not None
    return {"origin": origin, "stored": stored, **table}


def sources(path: Path) -> str:
    """Return the program's text, and that of the neighbours it imports."""
    seen, ahead = {}, [path]
    while ahead:
        path = ahead.pop()
        if path in seen or not path.is_file():
            continue
        seen[path] = path.read_text("utf-8")
        for node in ast.walk(ast.parse(seen[path])):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module]
            ahead += [path.with_name(f"{name}.py") for name in names]
    return "\n".join(seen[path] for path in sorted(seen))


def read_table(text: str) -> dict:
    """Read what a program printed: unit, columns, and lines of numbers.

    Raises ValueError when it is something else.
    """
    (unit, *columns), *lines = map(str.split, text.strip().splitlines())
    numbers = {
        name: [None if n == "-" else float(n) for n in rest]
        for name, *rest in lines
    }
    if {len(row) for row in numbers.values()} != {len(columns)}:
        raise ValueError(text)
    return {"unit": unit, "columns": columns, "numbers": numbers}


class Comparison:
    """What a program measured under many Pythons.  Shows itself.

    `runs` is the plain data: for each Python its origin, whether the result
    is a stored one, and the table.
    """

    def __init__(self, runs, reference, title="", labels=None):
        self.runs, self.reference = runs, reference
        self.title, self.labels = title, labels or {}
        first = next(iter(runs.values()))
        self.unit, self.columns = first["unit"], first["columns"]
        self.lines = [*first["numbers"]]
        if reference not in self.lines:
            raise ProgramError(
                f"reference={reference!r} is none of {', '.join(self.lines)}"
            )
        for python, run in runs.items():
            if (run["columns"], [*run["numbers"]]) != (
                self.columns,
                self.lines,
            ):
                raise ProgramError(f"{python} printed a table of other names")

    def at(self, python: str, line: str, column: str) -> float | None:
        """Return a measured number, or None if there is none."""
        numbers = self.runs[python]["numbers"][line]
        return numbers[self.columns.index(column)]

    def share(self, python: str, line: str, column: str) -> float | None:
        """Return a number as a share of the reference's, or None."""
        number = self.at(python, line, column)
        whole = self.at(python, self.reference, column)
        return number / whole if whole and number is not None else None

    def __repr__(self):
        return f"<Comparison: {', '.join(self.runs)}>"

    def __str__(self):
        rows = self._table()
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        return "\n".join(
            "  ".join(
                cell.ljust(width) if place < 2 else cell.rjust(width)
                for place, (cell, width) in enumerate(
                    zip(row, widths, strict=True)
                )
            )
            for row in rows
        )

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": str(self), "text/html": self.to_html()}

    def _table(self):
        rows = [[self.unit, "", *self.runs]]
        for column in self.columns:
            for line in self.lines:
                rows.append([column, line, *self._numbers(line, column)])
        return rows

    def _numbers(self, line, column):
        numbers = [self.at(run, line, column) for run in self.runs]
        return ["–" if n is None else f"{n:g}" for n in numbers]

    def to_html(self) -> str:
        """Return the picture and the table, to put into a page."""
        style = css(".swim-comparison") + _STYLE.read_text("utf-8")
        panels = "".join(map(self._panel, self.columns))
        return element(
            "figure",
            element("style", style)
            + element("figcaption", _text(self.title))
            + element("div", panels, class_="panels")
            + self._notes()
            + self._details(),
            class_="swim-comparison",
        )

    def _panel(self, column):
        end = _ROOM * max(
            self.share(run, line, column) or 0
            for run in self.runs
            for line in self.lines
            for column in self.columns
        )
        mark = element("span", self._label(self.reference))
        groups = [
            self._group(line, column, end)
            for line in self.lines
            if line != self.reference
        ]
        return element(
            "table",
            element("caption", self._label(column))
            + element("tr", element("td") + element("td", mark), class_="mark")
            + "".join(groups),
            class_="panel",
            style=f"--reference:{percent(1 / end)}",
        )

    def _group(self, line, column, end):
        name = element("span", self._label(line))
        name = element("th", name, scope="rowgroup")
        rows = [element("tr", name + element("td"), class_="name")]
        for run in self.runs:
            head = element("th", escape(run), scope="row")
            rows.append(
                element("tr", head + self._bar(run, line, column, end))
            )
        return element("tbody", "".join(rows))

    def _bar(self, run, line, column, end):
        share = self.share(run, line, column)
        if share is None:
            return element("td", element("span", "–", class_="none"))
        bar = element(
            "i",
            class_="free" if run.endswith("t") else None,
            style=f"width:{percent(share / end)}",
        )
        number = element("span", f"{100 * share:.0f} %")
        hover = f"{self.at(run, line, column):g} {self.unit}"
        return element("td", bar + number, title=hover)

    def _notes(self):
        words = [_text(_WORDS["better"])]
        if any(run.endswith("t") for run in self.runs):
            words.append(_text(_WORDS["free"]))
        alike = defaultdict(list)
        for name, run in self.runs.items():
            version, *place = map(
                run["origin"].get, ("python", "cores", "system", "recorded")
            )
            free = "t" if name.endswith("t") else ""
            alike[*place, run["stored"]].append(version + free)
        for (cores, system, date, stored), versions in alike.items():
            words.append(
                escape(f"{', '.join(versions)}: {cores} ")
                + _text(_WORDS["cores"])
                + escape(f", {system}, {date}")
                + (_text(_WORDS["stored"]) if stored else "")
                + "."
            )
        return element("p", " ".join(words), class_="soft")

    def _details(self):
        corner = element("td", escape(self.unit))
        cells = [element("th", escape(run), scope="col") for run in self.runs]
        groups = [element("tr", corner + "".join(cells))]
        for column in self.columns:
            name = element(
                "th",
                self._label(column),
                colspan=1 + len(self.runs),
                scope="rowgroup",
            )
            rows = [element("tr", name)]
            for line in self.lines:
                name = element("th", self._label(line), scope="row")
                numbers = self._numbers(line, column)
                cells = [element("td", escape(n)) for n in numbers]
                rows.append(element("tr", name + "".join(cells)))
            groups.append(element("tbody", "".join(rows)))
        table = element("table", "".join(groups), class_="numbers")
        return element(
            "details",
            element("summary", _text(_WORDS["table"]))
            + element("div", table, class_="scroll", tabindex=0),
        )

    def _label(self, name):
        return _text(self.labels.get(name, name))


def _text(given):
    """Return text; of several languages, the style shows the page's."""
    if isinstance(given, str):
        return escape(given)
    return "".join(
        element("span", escape(text), lang=language)
        for language, text in given.items()
    )
