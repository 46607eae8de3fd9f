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


class Recorded(SphinxDirective):
    """A table with a row for each notebook of the book, without options."""

    def run(self):
        notebooks = [
            name
            for name in self.env.external_site_map  # in the contents' order
            if self.env.doc2path(name).endswith(".ipynb")
        ]
        return [self.table(notebooks)]

    def table(self, notebooks):
        table = nodes.table(classes=["recorded"])
        group = nodes.tgroup(cols=len(COLUMNS))
        group += [nodes.colspec(colwidth=width) for width in COLUMNS.values()]
        head = nodes.thead()
        head += row(nodes.Text(column) for column in COLUMNS)
        body = nodes.tbody()
        for name in notebooks:
            path = self.env.doc2path(name)
            self.env.note_dependency(path)
            body += row([self.link(name), *map(nodes.Text, origin(path))])
        group += [head, body]
        table += group
        return table

    def link(self, name):
        text, _ = self.parse_inline(f"{{doc}}`/{name}`")
        return text[0]


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
