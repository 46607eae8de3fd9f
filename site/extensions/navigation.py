"""The list of pages at the side, with its parts folded.

Some sixty pages and as many with solutions are too long a list.  Each part
is closed, except the one that the reader is in, and those of a few pages.
"""

from bs4 import BeautifulSoup

FEW = 3  # pages


def fold(html):
    """Make each caption of a list of pages open and close its part."""
    soup = BeautifulSoup(str(html), "html.parser")
    for caption in soup("p", class_="caption"):
        pages = caption.find_next_sibling("ul")
        part = caption.wrap(soup.new_tag("details", attrs={"class": "part"}))
        if "current" in pages["class"] or len(pages("li")) <= FEW:
            part["open"] = ""
        caption.name = "summary"
        del caption["role"], caption["aria-level"]
        part.append(pages)
    return str(soup)


def fold_parts(app, pagename, templatename, context, doctree):
    unfolded = context["generate_toctree_html"]
    context["generate_toctree_html"] = lambda kind, **options: (
        fold(unfolded(kind, **options))
        if kind == "sidebar"
        else unfolded(kind, **options)
    )


def setup(app):
    app.connect("html-page-context", fold_parts, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
