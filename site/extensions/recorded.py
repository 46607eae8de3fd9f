"""The directive `recorded`: which notebook was executed when, and on what.

Outputs on the pages are stored ones, so a reader may ask where they come
from.  `make record` leaves the answer in each notebook's metadata, under
`swimlanes`; this directive makes a table of it.
"""

import json
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

COLUMNS = {
    "Page": 30,
    "Recorded": 16,
    "Python": 12,
    "System": 26,
    "Cores": 8,
    "Seconds": 8,
}
MISSING = "not recorded"


def origin(notebook):
    """Return a text for each column after the first."""
    content = json.loads(Path(notebook).read_text(encoding="utf-8"))
    record = content["metadata"].get("swimlanes", {})
    facts = [
        str(record.get(column.lower(), "–")) for column in list(COLUMNS)[1:]
    ]
    if "recorded" not in record:
        facts[0] = MISSING
    return facts


def notebooks(env):
    """Return the names of all notebooks, in the order of the contents."""
    return [
        name
        for name in env.external_site_map
        if Path(env.doc2path(name)).suffix == ".ipynb"
    ]


class Recorded(SphinxDirective):
    """A table with a row for each notebook of the book, without options."""

    def run(self):
        rows = []
        for name in notebooks(self.env):
            path = self.env.doc2path(name)
            self.env.note_dependency(path)
            link, _ = self.parse_inline(f"{{doc}}`/{name}`")
            rows.append([link[0], *map(nodes.Text, origin(path))])
        return [table(COLUMNS, rows, "recorded")]


def table(columns, rows, *classes):
    """Return a table: {head: width}, and rows of one node for each cell."""
    result = nodes.table(classes=list(classes))
    group = nodes.tgroup(cols=len(columns))
    group += [nodes.colspec(colwidth=width) for width in columns.values()]
    head = nodes.thead()
    head += row(nodes.Text(column) for column in columns)
    body = nodes.tbody()
    body += [row(cells) for cells in rows]
    group += [head, body]
    result += group
    return result


def row(cells):
    result = nodes.row()
    for content in cells:
        entry = nodes.entry()
        entry += nodes.paragraph("", "", content)
        result += entry
    return result


def setup(app):
    app.add_directive("recorded", Recorded)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
