"""What each page says about itself, to search engines and screen readers.

The theme has no `<meta name="description">`; the first paragraph of a page,
written to say what the page is about, is the best one there is.  The role
`zh` marks a Chinese term as Chinese, so that it is read out as such.
"""

from html import escape

from docutils import nodes

LONGEST = 160  # characters that search engines show


def first_paragraph(doctree):
    """Return the text of the page's first paragraph, shortened."""
    for paragraph in doctree.findall(nodes.paragraph):
        words = paragraph.astext().split()
        if words and not isinstance(paragraph.parent, nodes.list_item):
            return shorten(words)
    return ""


def shorten(words):
    text = " ".join(words)
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def describe(app, pagename, templatename, context, doctree):
    description = doctree and first_paragraph(doctree)
    if description:
        context["metatags"] = (
            context.get("metatags", "")
            + f'\n<meta name="description" content="{escape(description)}">'
        )


def chinese(name, rawtext, text, line, inliner, options=None, content=None):
    """Show the term `text` in brackets, marked as Chinese."""
    html = f'<span lang="zh">({escape(text)})</span>'
    return [nodes.raw(rawtext, html, format="html")], []


def setup(app):
    app.add_role("zh", chinese)
    app.connect("html-page-context", describe, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
