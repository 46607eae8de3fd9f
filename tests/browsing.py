"""What a browser sees of a page, as lists of complaints (empty is good).

Each check is a function of a Playwright page or of a built folder, so that
`test_faults.py` can plant a fault in a page of its own and see it found.
"""

import functools
import posixpath
import shutil
import threading
from contextlib import contextmanager
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

BROWSERS = ["chromium", "chromium-browser", "google-chrome", "chrome"]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NAMELESS = r"""() => [...document.querySelectorAll("img, svg[role=img]")]
    .filter(each => !each.closest("[aria-hidden=true]"))
    .map(each => [each, each.getAttribute("alt")
        || each.getAttribute("aria-label")
        || (each.querySelector(":scope > title") || {}).textContent
        || [...(each.getAttribute("aria-labelledby") || "").split(" ")]
            .map(id => (document.getElementById(id) || {}).textContent || "")
            .join(" ").trim()])
    .filter(([each, name]) => !name
        || /\.(png|svg|jpe?g|gif|webp)$/i.test(name.trim()))
    .map(([each, name]) => each.outerHTML.slice(0, 120))"""


def find_browser():
    """Return the path of the system's Chromium, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, and says nothing about it."""

    def log_message(self, *message):
        pass


@contextmanager
def served(folder, handler=Quiet):
    """Serve `folder` at an address of this machine, which is yielded."""
    handler = functools.partial(handler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


class Traffic:
    """Complaints about what a browser context fetches and reports."""

    def __init__(self, context, base):
        self.complaints = []
        self.base = base
        context.on("request", self.request)
        context.on("requestfailed", self.failed)
        context.on("response", self.response)
        context.on("console", self.console)
        context.on("weberror", self.error)

    def request(self, request):
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.complaints.append(f"foreign request: {request.url}")

    def failed(self, request):
        self.complaints.append(f"failed: {request.url} ({request.failure})")

    def response(self, response):
        if response.status >= 400:
            self.complaints.append(f"{response.status}: {response.url}")

    def console(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(f"console {message.type}: {message.text}")

    def error(self, error):
        self.complaints.append(f"page error: {error.error}")


def overflow(page):
    """Return how many pixels the page is wider than its window."""
    return page.evaluate(
        "document.documentElement.scrollWidth"
        " - document.documentElement.clientWidth"
    )


def nameless_pictures(page):
    """Return the pictures without a text that says what they show."""
    return page.evaluate(NAMELESS)


@functools.cache
def axe_source():
    package = Path(find_spec("axe_playwright_python").origin).parent
    return package.joinpath("axe.min.js").read_text(encoding="utf-8")


def barriers(page, rules=STANDARD):
    """Return axe's violations of WCAG 2.2 AA, or of single rules."""
    page.evaluate(axe_source())
    result = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, preload: false})",
        rules,
    )
    return [
        f"{violation['id']}: {node['target']} {node['html'][:120]}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


class Anchors(HTMLParser):
    """The ids and the links of a page."""

    def __init__(self, path):
        super().__init__()
        self.ids, self.links = set(), []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.ids |= {values.get("id"), values.get("name")}
        if values.get("href") is not None:
            self.links.append(values["href"])


def broken_links(folder):
    """Return (page, link) for each link to nothing inside `folder`."""
    folder = Path(folder)
    paths = [
        path for path in folder.rglob("*.html") if "_static" not in path.parts
    ]
    pages = {path.relative_to(folder).as_posix(): path for path in paths}
    anchors = {name: Anchors(path) for name, path in pages.items()}
    broken = []
    for name, page in anchors.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            here = posixpath.dirname(name)
            target = (
                posixpath.normpath(posixpath.join(here, unquote(parts.path)))
                if parts.path
                else name
            )
            missing = not folder.joinpath(target).is_file()
            wanted = unquote(parts.fragment)
            if not missing and target in anchors and wanted:
                slide = target.startswith("slides/") and "/" in wanted
                missing = not slide and wanted not in anchors[target].ids
            if missing:
                broken.append((name, link))
    return broken
