"""A sweep as HTML that needs nothing but a browser, and as plain text.

The HTML holds a table, which stays where scripts do not run (GitHub, an
untrusted notebook), and one inline script, which puts the picture in its
place.  It asks no host for anything and uses no ids, so that any number of
copies can stand on one page.
"""

import hashlib
import itertools
import json
from functools import cache
from html import escape
from pathlib import Path

from .palette import css

_HERE = Path(__file__).parent


@cache
def module():
    """Return the JavaScript module that draws a sweep."""
    return (_HERE / "sweep.js").read_text("utf-8")


@cache
def style():
    """Return the style sheet of a sweep, with the palette."""
    return css(".swim-sweep") + (_HERE / "sweep.css").read_text("utf-8")


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
    """Return all measured values as a table of plain text."""
    rows = [_heads(data), *_rows(data)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.rjust(w) for cell, w in zip(row, widths, strict=True))
        for row in rows
    )


def _heads(data):
    unit = f" ({data['unit']})" if data["unit"] else ""
    return [_english(knob["label"]) for knob in data["knobs"]] + [
        (_english(series["label"]) or "measured value") + unit
        for series in data["series"]
    ]


def _rows(data):
    values = itertools.product(*(knob["values"] for knob in data["knobs"]))
    for position, point in zip(values, data["points"], strict=True):
        yield [str(value) for value in position] + [
            f"{median:g}" + (f" ({lo:g}–{hi:g})" if lo < hi else "")
            for lo, median, hi in point
        ]


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
