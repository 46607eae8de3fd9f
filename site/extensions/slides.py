"""A deck of slides for each chapter: `slides/<notebook>.html`.

The decks are made from the pages' own document trees, so that terms, links,
directives and outputs are those of the page, and no second tool has to
understand them.  Each cell's `slideshow.slide_type` decides, as in Jupyter:
slide, subslide, fragment, skip or notes.  A notebook without any starts a
slide at each heading.  reveal.js comes from the package sphinx-revealjs.
"""

import json
import posixpath
import shutil
from importlib.util import find_spec
from pathlib import Path

from docutils import nodes
from docutils.io import StringOutput
from docutils.utils import new_document

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
    return source.endswith(".ipynb") and "solutions" not in parts


def slide_types(notebook):
    """Return the slide type of each cell ('' where it says none)."""
    content = json.loads(Path(notebook).read_text(encoding="utf-8"))
    return [
        cell["metadata"].get("slideshow", {}).get("slide_type", "")
        for cell in content["cells"]
    ]


def blocks(node):
    """Yield what a document shows, in order, with its sections opened up."""
    for child in node.children:
        if isinstance(child, nodes.section):
            yield from blocks(child)
        elif isinstance(child, nodes.title):
            level = sum(1 for _ in sections_around(child))
            title = nodes.rubric("", "", *child.children, level=level)
            title.line = child.line or child.parent.line
            yield title
        else:
            yield child


def sections_around(node):
    while isinstance(node := node.parent, nodes.section):
        yield node


def cell_of(block, default):
    """Return the index of the cell that `block` comes from."""
    lines = [block.line, *(child.line for child in block.findall())]
    line = next((line for line in lines if line), 0)
    return line // CELL_LINES - 1 if line >= CELL_LINES else default


class Deck:
    """Slides, each a list of HTML pieces, gathered block by block."""

    def __init__(self, types, builder):
        self.types = types
        self.typed = any(types)
        self.builder = builder
        self.slides = []
        self.cell = -1

    def add(self, block):
        title = isinstance(block, nodes.rubric) and "level" in block
        cell = cell_of(block, self.cell)
        first = cell != self.cell
        self.cell = cell
        kind = self.types[cell] if 0 <= cell < len(self.types) else ""
        if kind == "skip":
            return
        starts = (
            first and kind in ("slide", "subslide")
            if self.typed
            else title and block["level"] <= 2
        )
        if starts or not self.slides:
            self.slides.append([])
        html = self.title(block) if title else self.render(block)
        if kind == "notes":
            html = f'<aside class="notes">{html}</aside>'
        elif kind == "fragment":
            html = f'<div class="fragment">{html}</div>'
        self.slides[-1].append(html)

    def render(self, node):
        """Return a node as HTML, written as the pages are."""
        writer = self.builder.docwriter
        document = new_document("slide", self.builder.docsettings)
        document += node
        writer.write(document, StringOutput(encoding="unicode"))
        writer.assemble_parts()
        return writer.parts["fragment"]

    def title(self, block):
        level = min(block["level"], 4)
        words = self.render(nodes.inline("", "", *block.children))
        return f"<h{level}>{words}</h{level}>"


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
    """Yield a page for each notebook: its name, what it says, its template."""
    builder = app.builder
    if builder.name != "html":
        return
    for pagename in sorted(app.env.found_docs):
        notebook = app.env.doc2path(pagename)
        if not has_deck(pagename, notebook):
            continue
        doctree = app.env.get_and_resolve_doctree(pagename, builder)
        turn_links(doctree, pagename)
        builder.current_docname = deck_of(pagename)
        builder.imgpath = "../_images"

        deck = Deck(slide_types(notebook), builder)
        for block in list(blocks(doctree)):
            deck.add(block)
        context = {
            "title": app.env.titles[pagename].astext(),
            "slides": ["".join(slide) for slide in deck.slides],
            "page": f"../{pagename}.html",
        }
        yield deck_of(pagename), context, "slides.html"


def link_slides(app, pagename, templatename, context, doctree):
    """Put a button on each chapter's page that leads to its slides."""
    if has_deck(pagename, str(context.get("page_source_suffix"))):
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
