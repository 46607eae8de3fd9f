"""The directive `course-map`: all parts and pages, and how far one has come.

It is made from `book/outline.yml`, which gives each page its weight, and from
the contents, so that a page stands on the map as soon as it is in the book.
How far a reader has come is known to the reader's browser only; `progress.js`
shows it with the heights that lanes have in the pictures of this book.
"""

from html import escape
from pathlib import Path

import yaml
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

OUTLINE = "book/outline.yml"
LEGEND = (
    '<p class="map-legend"><span class="lane"></span> not opened '
    '<span class="lane" data-state="begun"></span> begun '
    '<span class="lane" data-state="done"></span> finished. '
    "This is kept in your browser only. "
    '<button type="button" class="forget" hidden>Forget it</button></p>'
)
FINISH = (
    '<p class="finish"><button type="button" data-page="{page}"'
    ' aria-pressed="false" hidden>I have finished this page</button></p>'
)


class course_map(nodes.General, nodes.Element):
    """Stands for the map until all titles are known."""


class CourseMap(SphinxDirective):
    def run(self):
        self.env.note_dependency(str(Path(self.env.srcdir, OUTLINE)))
        return [course_map()]


def parts(app):
    """Yield (name, opening page, [(page, stars)], number still to come)."""
    text = Path(app.srcdir, OUTLINE).read_text(encoding="utf-8")
    for number, part in enumerate(yaml.safe_load(text), start=1):
        planned = {
            f"notebooks/{part['folder']}/{stem}": entry["stars"]
            for stem, entry in part["notebooks"].items()
        }
        here = [
            (name, planned[name])
            for name in app.env.external_site_map  # in the contents' order
            if name in planned
        ]
        opening = f"book/part-{part['folder']}"
        to_come = len(planned) - len(here)
        yield f"{number} · {part['part']}", opening, here, to_come


def show(app, doctree, docname):
    for node in list(doctree.findall(course_map)):

        def link(name, text, attributes=""):
            uri = app.builder.get_relative_uri(docname, name)
            return f'<a href="{escape(uri)}"{attributes}>{text}</a>'

        html = "".join(part_html(app, link, *part) for part in parts(app))
        html = f'<div class="course-map">{html}{LEGEND}</div>'
        node.replace_self(nodes.raw("", html, format="html"))


def part_html(app, link, name, opening, pages, to_come):
    known = app.env.titles
    head = link(opening, escape(name)) if opening in known else escape(name)
    items = "".join(
        f'<li data-page="{page}"><span class="lane"></span>'
        + link(page, escape(known[page].astext()))
        + weight(stars)
        + "</li>"
        for page, stars in pages
    )
    if to_come:
        more = "more pages" if pages else "pages"
        items += f'<li class="to-come">{to_come} {more} to come</li>'
    return (
        f'<h3>{head} <span class="count"></span></h3>'
        f'<ul class="stops">{items}</ul>'
    )


def weight(stars):
    if not stars:
        return '<span class="weight">review</span>'
    return (
        f'<span class="weight" role="img" aria-label="weight {stars} of 5">'
        f"{'★' * stars}</span>"
    )


def add_finish(app, doctree, docname):
    """Let a reader say, at its end, that a chapter is finished."""
    chapters = {page for part in parts(app) for page, _ in part[2]}
    if docname in chapters:
        button = FINISH.format(page=docname)
        doctree += nodes.raw("", button, format="html", classes=["finish"])


def pages_with_maps(app, env):
    """Have the map drawn again whenever anything was read again."""
    return [app.config.root_doc]


def setup(app):
    app.add_node(course_map)
    app.add_directive("course-map", CourseMap)
    app.connect("doctree-resolved", show)
    app.connect("doctree-resolved", add_finish)
    app.connect("env-updated", pages_with_maps)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
