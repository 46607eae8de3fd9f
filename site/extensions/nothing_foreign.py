"""No page asks another host for anything, and none loads what it never uses.

Lecture halls have no network, and some readers' networks block the usual
content hosts.  So this extension takes away the scripts that the theme adds
and this book has no use for, and fails the build (a warning, under -W) when
a finished page would still make a browser fetch from elsewhere.
"""

import re
from html.parser import HTMLParser
from pathlib import Path

from sphinx.util import logging

from swimlanes import palette

UNUSED = ("sphinx-thebe", "mathjax")
FETCHED = {"src", "srcset", "data", "poster"}
LINKS_FETCHED = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}
FOREIGN = re.compile(r"\s*(https?:)?//", re.IGNORECASE)

log = logging.getLogger(__name__)


def is_unused(asset, page):
    """Tell whether a page's HTML can do without a script or style sheet."""
    name = str(asset.filename or "")
    body = asset.attributes.get("body") or ""
    kind = asset.attributes.get("type") or ""
    return (
        any(part in name for part in UNUSED)
        or "design" in name
        and "sd-" not in page
        or "THEBE_JS_URL" in body
        or "window.MathJax" in body
        or "jupyter.widget" in kind
    )


def drop_unused(app, pagename, templatename, context, doctree):
    page = context.get("body", "")
    for assets in (context["script_files"], context["css_files"]):
        assets[:] = [each for each in assets if not is_unused(each, page)]


class Fetches(HTMLParser):
    """Collects in `urls` what a browser fetches when it opens a page."""

    def __init__(self, text):
        super().__init__()
        self.urls = []
        self.in_style = False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = {name: value or "" for name, value in attributes}
        self.in_style = tag == "style"
        self.urls += [values[name] for name in FETCHED & values.keys()]
        self.urls += css_urls(values.get("style", ""))
        rel = set(values.get("rel", "").split())
        if tag in ("image", "use") or tag == "link" and rel & LINKS_FETCHED:
            self.urls += [
                values[name]
                for name in ("href", "xlink:href")
                if name in values
            ]

    def handle_data(self, text):
        if self.in_style:
            self.urls += css_urls(text)


def css_urls(text):
    return re.findall(r"""(?:url\(|@import)\s*["']?([^"')\s]+)""", text)


def foreign_fetches(root):
    """Yield (file, url) for each fetch from another host under `root`."""
    for path in sorted(Path(root).rglob("*")):
        if path.suffix == ".html":
            urls = Fetches(path.read_text(encoding="utf-8")).urls
        elif path.suffix == ".css":
            urls = css_urls(path.read_text(encoding="utf-8"))
        else:
            continue
        for url in urls:
            if FOREIGN.match(url):
                yield path.relative_to(root), url


def check(app, failure):
    if failure or app.builder.format != "html":
        return
    for path, url in foreign_fetches(app.outdir):
        log.warning("%s would fetch %s from another host", path, url)


def write_palette(app):
    """Give the pages the colours that the pictures have."""
    static = Path(app.outdir, "_static")
    static.mkdir(parents=True, exist_ok=True)
    static.joinpath("palette.css").write_text(palette.css("body") + "\n")


def setup(app):
    app.connect("builder-inited", write_palette)
    app.connect("html-page-context", drop_unused, priority=999)
    app.connect("build-finished", check, priority=999)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
