"""A deck of slides for each chapter: `slides/<notebook>.html`.

The decks are made from the pages' own document trees, so that terms, links,
directives and outputs are those of the page, and no second tool has to
understand them.  `deck.py` decides what stands on which slide; reveal.js
comes from the package sphinx-revealjs.
"""

import json
import posixpath
import re
import shutil
from importlib.util import find_spec
from pathlib import Path

import deck
from docutils import nodes

CELL_LINES = 10_000  # myst-nb numbers the lines of cell n from (n+1)*10000
NEEDED = [
    "LICENSE",
    "dist/reset.css",
    "dist/reveal.css",
    "dist/reveal.js",
    "plugin/notes/notes.js",
    "plugin/notes/speaker-view.html",
]


def deck_of(pagename):
    return "slides/" + posixpath.basename(pagename)


def has_deck(pagename, source):
    """Tell whether a page is a chapter: a notebook, but no solutions."""
    parts = pagename.split("/")
    return str(source).endswith(".ipynb") and "solutions" not in parts


def cell_of(block, default):
    """Return the index of the cell that `block` comes from."""
    lines = [block.line, *(child.line for child in block.findall())]
    line = next((line for line in lines if line), 0)
    return line // CELL_LINES - 1 if line >= CELL_LINES else default


def minutes_of(doctree):
    """Return the minutes that the page says it takes, or 0."""
    for paragraph in doctree.findall(nodes.paragraph):
        if found := re.search(r"· (\d+) minutes$", paragraph.astext()):
            return int(found[1])
    return 0


class Writer:
    """Writes slides as HTML, in the way that the pages are written."""

    def __init__(self, builder, pagename, cells):
        self.builder = builder
        self.pagename = pagename
        self.cells = cells
        self.begun = 0  # seconds since the beginning of the talk
        self.ids = set()

    def render(self, node):
        return self.builder.render_partial(node)["fragment"]

    def piece(self, piece):
        if piece.kind == "title":
            html = self.render(nodes.inline("", "", *piece.node.children))
            return f"<h{piece.level}>{html}</h{piece.level}>"
        node = piece.node
        if piece.kind in ("code", "output", "picture"):
            classes = ["cell", *(f"tag_{tag}" for tag in sorted(piece.tags))]
            node = nodes.container("", node, classes=classes)
        html = self.render(node)
        return f'<div class="fragment">{html}</div>' if piece.hidden else html

    def slide(self, slide, total):
        """Return what the template needs to know about a slide."""
        shown = [piece for piece in slide.pieces if piece.kind != "notes"]
        notes = [piece for piece in slide.pieces if piece.kind == "notes"]
        self.begun += slide.seconds
        anchor = running = ""
        if slide.section is not None:
            anchor = slide.section.parent["ids"][0]
            running = "" if slide.has("title") else slide.section.astext()
        return {
            "id": self.id_of(slide.pieces[0].cell),
            "level": min((p.level for p in shown if p.level), default=9),
            "running": running,
            "html": "".join(map(self.piece, shown)),
            "notes": "".join(map(self.piece, notes)),
            "hints": deck.hints(slide),
            "seconds": slide.seconds,
            "pace": f"{clock(slide.seconds)}, until {clock(self.begun)}"
            f" of {clock(60 * total)}",
            "page": f"../{self.pagename}.html#{anchor}",
        }

    def id_of(self, cell):
        """Return the cell's own id, which stays, and is unique."""
        base = name = self.cells[cell].get("id", f"cell-{cell}")
        number = 1
        while name in self.ids:
            number += 1
            name = f"{base}_{number}"
        self.ids.add(name)
        return name


def clock(seconds):
    return f"{seconds // 60}:{seconds % 60:02}"


def turn_links(doctree, pagename):
    """Make links that hold on the page hold from the deck's folder."""
    folder = posixpath.dirname(pagename)
    for link in doctree.findall(nodes.reference):
        target = link.get("refuri", "")
        if link.get("refid"):
            anchor = link.attributes.pop("refid")
            link["refuri"] = f"../{pagename}.html#{anchor}"
        elif link.get("internal") and not target.startswith("#"):
            here = posixpath.normpath(posixpath.join(folder, target))
            link["refuri"] = "../" + here
        elif target.startswith("#"):
            link["refuri"] = f"../{pagename}.html{target}"


def collect(app):
    """Yield a page for each chapter: its name, what it says, its template."""
    builder = app.builder
    if builder.name != "html":
        return
    for pagename in sorted(app.env.found_docs):
        notebook = app.env.doc2path(pagename)
        if not has_deck(pagename, notebook):
            continue
        cells = json.loads(Path(notebook).read_text("utf-8"))["cells"]
        kinds = [
            cell["metadata"].get("slideshow", {}).get("slide_type", "")
            for cell in cells
        ]
        doctree = app.env.get_and_resolve_doctree(pagename, builder)
        turn_links(doctree, pagename)
        builder.current_docname = deck_of(pagename)
        builder.imgpath = "../_images"

        minutes = minutes_of(doctree)
        slides = deck.cut(list(deck.pieces(doctree, cell_of, kinds)), kinds)
        deck.share_time(slides, minutes)
        writer = Writer(builder, pagename, cells)
        context = {
            "title": app.env.titles[pagename].astext(),
            "slides": [writer.slide(slide, minutes) for slide in slides],
            "minutes": minutes,
            "page": f"../{pagename}.html",
        }
        yield deck_of(pagename), context, "slides.html"


def link_slides(app, pagename, templatename, context, doctree):
    """Put a button on each chapter's page that leads to its slides."""
    if has_deck(pagename, context.get("page_source_suffix")):
        button = {
            "type": "link",
            "url": context["pathto"](deck_of(pagename)),
            "icon": "fas fa-person-chalkboard",
            "tooltip": "Show this page as slides",
            "label": "slides-button",
        }
        context["header_buttons"].insert(0, button)


def copy_reveal(app, failure):
    if failure or app.builder.name != "html":
        return
    package = Path(find_spec("sphinx_revealjs").origin).parent
    for name in NEEDED:
        target = Path(app.outdir, "_static", "reveal", name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(package / "_static" / "revealjs" / name, target)


def setup(app):
    app.connect("html-collect-pages", collect)
    app.connect("html-page-context", link_slides, priority=900)
    app.connect("build-finished", copy_reveal, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
