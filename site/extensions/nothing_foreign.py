"""No page asks another host for anything.

Lecture halls have no network, and some readers' networks block the usual
content hosts.  So this extension fails the build (a warning, under -W) when
a finished page would make a browser fetch from elsewhere.
"""

import re
from html.parser import HTMLParser
from pathlib import Path

from sphinx.util import logging

FETCHED = {"src", "srcset", "data", "poster"}
LINKS_FETCHED = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}
FOREIGN = re.compile(r"\s*(https?:)?//", re.IGNORECASE)

log = logging.getLogger(__name__)


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


def setup(app):
    app.connect("build-finished", check, priority=999)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
