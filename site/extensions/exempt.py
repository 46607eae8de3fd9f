"""The directives `exempt-counts` and `exempt-cells`: what is not compared.

Every test run executes the notebooks again and compares what they print with
what is stored.  A tag on a cell takes something out of that comparison; these
tables say which tag, on which cells, and why.
"""

import json
from collections import Counter
from pathlib import Path

from docutils import nodes
from recorded import notebooks, table
from sphinx.util.docutils import SphinxDirective

WHY = {
    "any-order": (
        "the lines, in whatever order",
        "nobody promises in which order they come",
    ),
    "lanes": (
        "the lines of each lane in their order",
        "the order between lanes is free",
    ),
    "picture": (
        "the printed lines, not the drawing",
        "the drawing shows when things happened in one run",
    ),
    "measured": (
        "the printed lines, not the numbers",
        "they are those of the machine that measured them",
    ),
    "varies": (
        "nothing; the next cell checks what must hold",
        "it differs from run to run, and that is the lesson",
    ),
    "raises-exception": (
        "the name of the error, not its text",
        "versions of Python word it differently",
    ),
}


def tagged(path):
    """Return the number of code cells, and the tags of those with some."""
    cells = [
        cell
        for cell in json.loads(Path(path).read_text("utf-8"))["cells"]
        if cell["cell_type"] == "code"
    ]
    found = {
        cell["id"]: [t for t in cell["metadata"].get("tags", []) if t in WHY]
        for cell in cells
    }
    return len(cells), {name: tags for name, tags in found.items() if tags}


class ExemptCounts(SphinxDirective):
    """How many cells bear each tag, what is compared instead, and why."""

    def run(self):
        counts, total, exempt = Counter(), 0, 0
        for name in notebooks(self.env):
            number, cells = tagged(self.env.doc2path(name))
            total, exempt = total + number, exempt + len(cells)
            counts.update(tag for tags in cells.values() for tag in tags)
        rows = [
            [nodes.literal(tag, tag), *map(nodes.Text, (counts[tag], *why))]
            for tag, why in WHY.items()
        ]
        sentence = (
            f"Of {total} code cells, {total - exempt} are compared exactly."
        )
        heads = {"Tag": 16, "Cells": 8, "Compared": 36, "Why": 40}
        return [nodes.paragraph("", sentence), table(heads, rows)]


class ExemptCells(SphinxDirective):
    """Which cells bear which tags, page by page."""

    def run(self):
        rows = []
        for name in notebooks(self.env):
            path = self.env.doc2path(name)
            self.env.note_dependency(path)
            _, cells = tagged(path)
            if cells:
                link, _ = self.parse_inline(f"{{doc}}`/{name}`")
                rows.append([link[0], listed(cells)])
        return [table({"Page": 34, "Cells and their tags": 66}, rows)]


def listed(cells):
    """Return the names of cells, each with its tags."""
    line = nodes.inline()
    for number, (name, tags) in enumerate(cells.items()):
        line += nodes.Text(", " if number else "")
        line += nodes.literal(name, name)
        line += nodes.Text(f" ({', '.join(tags)})")
    return line


def setup(app):
    app.add_directive("exempt-counts", ExemptCounts)
    app.add_directive("exempt-cells", ExemptCells)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
