"""What each page says about itself, to search engines and screen readers.

The theme has no `<meta name="description">`; the first sentences of a page,
written to say what the page is about, are the best one there is.  They also
stand under a shared link, beside a card with the page's first picture.
The role `zh` marks a Chinese term as Chinese, so that it is read out so.
"""

import posixpath
import re
from html import escape
from pathlib import Path

import cards
from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode

LONGEST = 160  # characters that search engines show
WEIGHT = re.compile(r"(★+|Review) · Part \d")  # stands under a page's title


def first_paragraph(doctree):
    """Return the text of the page's first paragraph, shortened."""
    for paragraph in doctree.findall(nodes.paragraph):
        text = " ".join(paragraph.astext().split())
        in_list = isinstance(paragraph.parent, nodes.list_item)
        if text and not in_list and not WEIGHT.match(text):
            return shorten(text)
    return ""


def shorten(text):
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def describe(app, pagename, templatename, context, doctree):
    if not doctree:
        return
    title, book = app.env.titles[pagename].astext(), app.config.html_title
    description = first_paragraph(doctree)
    if "/solutions/" in pagename:  # where all begin with the same words
        description = shorten(f"{title}. {description}")
    base = app.config.html_baseurl
    shared = {
        "og:type": "website" if pagename == app.config.root_doc else "article",
        "og:site_name": book,
        "og:title": title,
        "og:description": description,
        "og:url": f"{base}{pagename}.html",
        "og:image": base + card_of(app, pagename, doctree, description),
        "og:image:width": cards.SIZE[0],
        "og:image:height": cards.SIZE[1],
        "og:image:alt": f"{title}: lanes that show what ran when",
        "twitter:card": "summary_large_image",
    }
    tags = [f'<meta name="description" content="{escape(description)}">']
    tags += [
        f'<meta property="{name}" content="{escape(str(value))}">'
        for name, value in shared.items()
    ]
    context["metatags"] = "\n".join([context.get("metatags", ""), *tags])


def card_of(app, pagename, doctree, description):
    """Draw the card of a page; return its address in the site."""
    found = (
        cards.timeline_in(raw.astext()) for raw in doctree.findall(nodes.raw)
    )
    svg = next(filter(None, found), None)
    root = app.config.root_doc
    name = pagename if svg else root  # the book's own picture will do
    address = f"_static/cards/{posixpath.basename(name)}.png"
    if svg:
        title, below = app.env.titles[pagename].astext(), app.config.html_title
        if pagename == root:
            below = description.partition(",")[0]
        path = Path(app.outdir, address)
        path.parent.mkdir(parents=True, exist_ok=True)
        cards.draw(title, below, svg).save(path, optimize=True)
    return address


def chinese(name, rawtext, text, line, inliner, options=None, content=None):
    """Show the term `text` in brackets, marked as Chinese."""
    html = f'<span lang="zh">({escape(text)})</span>'
    return [nodes.raw(rawtext, html, format="html")], []


def open_details(translator, node):
    """Begin what is hidden at first, named by the words that one sees."""
    words = escape(node["prompt_show"])
    translator.body.append(
        f'<details class="hide {" ".join(node["classes"])}">'
        f"<summary>{words}</summary>\n"
    )


def close_details(translator, node):
    translator.body.append("</details>\n")


def setup(app):
    app.add_role("zh", chinese)
    app.add_node(
        HideCodeCellNode, override=True, html=(open_details, close_details)
    )
    app.connect("html-page-context", describe, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
