"""A sweep as HTML that needs nothing but a browser, and as plain text.

The HTML holds a table, which stays where scripts do not run (GitHub, an
untrusted notebook), and one inline script, which puts the picture in its
place.  It asks no host for anything and uses no ids, so that any number of
copies can stand on one page.
"""

import hashlib
import itertools
import json
import re
from functools import cache
from html import escape
from pathlib import Path

from .palette import css

_HERE = Path(__file__).parent


@cache
def module():
    """Return the JavaScript module that draws a sweep, without comments."""
    lines = (_HERE / "sweep.js").read_text("utf-8").splitlines()
    lines = [line.strip() for line in lines]
    return "\n".join(
        line for line in lines if line and not line.startswith("//")
    )


@cache
def style():
    """Return the style sheet of a sweep, with the palette, in few bytes."""
    rules = (_HERE / "sweep.css").read_text("utf-8")
    spare = r"/\*.*?\*/|(?<=[{};:,])\s+|\s+(?={)|;\s*(?=})"
    rules = re.sub(spare, "", rules, flags=re.DOTALL)
    return css(".swim-sweep") + rules


def html(data):
    """Return the picture of `data` as self-contained HTML."""
    stored = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    stored = stored.replace("<", "\\u003c")  # no </script> inside
    mark = hashlib.sha256(stored.encode()).hexdigest()[:12]
    return f"""\
<style>{style()}</style>
<div class="swim-sweep" data-sweep="{mark}">{_table(data)}</div>
<script type="module">
{module()}
const el = document.querySelector("[data-sweep='{mark}']:not([data-drawn])");
if (el) {{
  el.dataset.drawn = "";
  const data = {stored};
  render({{ el, model: {{ get: () => data }} }});
}}
</script>
"""


def text(data):
    """Return all values as a table of plain text."""
    rows = [_heads(data), *_rows(data)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.rjust(w) for cell, w in zip(row, widths, strict=True))
        for row in rows
    )


def _heads(data):
    _, unit = _scale(data)
    measure = "time" if data["unit"] in ("s", "ms", "µs") else "value"
    return [_english(knob["label"]) for knob in data["knobs"]] + [
        (_english(series["label"]) or measure) + (unit and f" ({unit})")
        for series in data["series"]
    ]


def _scale(data):
    """Return factor and unit; seconds shown in what the greatest asks for."""
    most = max(
        number
        for point in data["points"]
        for three in point
        for number in three or [0]
    )
    if data["unit"] != "s" or most >= 0.2 or most <= 0:
        return 1, data["unit"]
    return (1e3, "ms") if most >= 0.0002 else (1e6, "µs")


def _rows(data):
    factor, _ = _scale(data)
    values = itertools.product(*(knob["values"] for knob in data["knobs"]))
    for position, point in zip(values, data["points"], strict=True):
        yield [str(value) for value in position] + [
            _with_spread(*(factor * number for number in three))
            if three
            else "–"
            for three in point
        ]


def _with_spread(least, median, most):
    spread = f" ({least:.3g}–{most:.3g})" if least < most else ""
    return f"{median:.3g}{spread}"


def _table(data):
    def row(cells, tag):
        return "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells)

    rows = "".join(f"<tr>{row(cells, 'td')}</tr>" for cells in _rows(data))
    return (
        f"<table><caption>{escape(_english(data['title']))}</caption>"
        f"<thead><tr>{row(_heads(data), 'th')}</tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _english(text):
    if isinstance(text, dict):
        return text.get("en") or next(iter(text.values()))
    return text
