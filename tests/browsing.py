"""What a browser sees of a page, as lists of complaints (empty is good).

Each check is a function of a Playwright page or of a built folder, so that
`test_faults.py` can plant a fault in a page of its own and see it found.
"""

import functools
import gzip
import posixpath
import queue
import shutil
import threading
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import sync_playwright

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
PACKED = (".html", ".css", ".js", ".svg", ".json")
# A picture's text must be more than a file name or a word for "picture".
NAMELESS = r"""() => [...document.querySelectorAll("img, svg, canvas, video")]
    .filter(each => !each.closest("[aria-hidden=true], button, .copybtn"))
    .filter(each => !each.parentElement.closest("svg, [role=img]"))
    .map(each => [each, each.getAttribute("alt")
        || each.getAttribute("aria-label")
        || (each.querySelector(":scope > title") || {}).textContent
        || [...(each.getAttribute("aria-labelledby") || "").split(" ")]
            .map(id => (document.getElementById(id) || {}).textContent || "")
            .join(" ").trim()])
    .filter(([each, name]) => !name || !/\S\s+\S/.test(name.trim())
        || each.matches("svg:not([role=img])")
        || /\.(png|svg|jpe?g|gif|webp)$/i.test(name.trim()))
    .map(([each, name]) => each.outerHTML.slice(0, 120))"""
MOVING = r"""() => [...document.querySelectorAll("body *")]
    .filter(each => {
        const style = getComputedStyle(each);
        const longest = Math.max(
            ...style.transitionDuration.split(",").map(parseFloat));
        return longest > 0.1 || style.scrollBehavior === "smooth"
            || style.animationName !== "none"
            && parseFloat(style.animationDuration) > 0.1;
    })
    .map(each => each.outerHTML.slice(0, 120))"""
FETCHED = """() => {
    const [page] = performance.getEntriesByType("navigation");
    const parts = performance.getEntriesByType("resource");
    const sum = list => list.reduce((n, each) => n + each.transferSize, 0);
    const first = parts.filter(p => p.renderBlockingStatus === "blocking");
    return [sum([page, ...first]), sum([page, ...parts])];
}"""
# Of words of code that look the same, one is enough: there are thousands.
AXE = """rules => {
    const seen = new Set();
    for (const word of document.querySelectorAll(".highlight span")) {
        const box = word.closest(".cell_input, .cell_output, .highlight");
        const looks = `${word.className} in ${box.className}`;
        if (seen.has(looks)) word.replaceWith(...word.childNodes);
        seen.add(looks);
    }
    return axe.run(document, { runOnly: rules, preload: false });
}"""
# Look at one slide after the other, with all that appears at a key press.
CUT_OFF = r"""async () => {
    const found = [], slides = Reveal.getSlides();
    for (const slide of slides) {
        const { h, v } = Reveal.getIndices(slide);
        Reveal.slide(h, v, 99);
        await new Promise(requestAnimationFrame);
        const scale = Reveal.getScale();
        const edge = slide.getBoundingClientRect();
        const box = slide.firstElementChild.getBoundingClientRect();
        const complain = what => found.push(`${slide.id}: ${what}`);
        if (slide.scrollHeight > slide.clientHeight + 1
            || box.bottom > 690 * scale + edge.top)
            complain("too high");
        if (slide.scrollWidth > slide.clientWidth + 1) complain("too wide");
        for (const each of slide.querySelectorAll("pre, table, .output"))
            if (each.checkVisibility()
                && each.scrollWidth > each.clientWidth + 1)
                complain(`too wide: ${each.textContent.slice(0, 60)}`);
        const zoom = Number(slide.firstElementChild.style.zoom || 1);
        // a picture is larger from the start
        if (zoom < (slide.querySelector(".text_html") ? 0.3 : 0.5))
            complain("too small to read");
    }
    return found;
}"""


def find_browser():
    """Return the path of the system's Chromium, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, and says nothing about it."""

    def log_message(self, *message):
        pass


class Packing(Quiet):
    """Serves text files as gzip packs them, as hosts of sites do."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        if path.is_dir() or not path.exists():
            super().do_GET()
            return
        content = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in PACKED:
            content = gzip.compress(content)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def served(folder, handler=Packing):
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


@contextmanager
def visited(visit, names, at_once=2):
    """Visit pages side by side; yield a function from a name to its result.

    Each of the `at_once` threads has a browser of its own, takes one name
    after the other, and calls ``visit(browser, name)``.
    """
    results = {name: Future() for name in names}
    waiting = queue.SimpleQueue()
    for name in results:
        waiting.put(name)

    def work():
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=find_browser(), args=QUIET
            )
            while True:
                try:
                    name = waiting.get_nowait()
                except queue.Empty:
                    break
                try:
                    results[name].set_result(visit(browser, name))
                except BaseException as error:
                    results[name].set_exception(error)
            browser.close()

    threads = [threading.Thread(target=work) for _ in range(at_once)]
    for thread in threads:
        thread.start()
    try:
        yield lambda name: results[name].result()
    finally:
        while not waiting.empty():  # nobody asks for the rest any more
            with suppress(queue.Empty):
                waiting.get_nowait()
        for thread in threads:
            thread.join()


class Traffic:
    """Complaints about what a browser context fetches and reports."""

    def __init__(self, context, *bases):
        self.complaints = []
        self.bases = (*bases, "data:", "blob:")
        context.on("request", self.request)
        context.on("requestfailed", self.failed)
        context.on("response", self.response)
        context.on("console", self.console)
        context.on("weberror", self.error)

    def request(self, request):
        if not request.url.startswith(self.bases):
            self.complaints.append(f"foreign request: {request.url}")

    def failed(self, request):
        if request.failure == "net::ERR_ABORTED":
            return  # the test went to the next page: nobody waits for it
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


def moving(page):
    """Return what moves although the reader asked for less motion."""
    return page.evaluate(MOVING)


def weight(page):
    """Return the kB that came before the text was shown, and in all."""
    return [size / 1000 for size in page.evaluate(FETCHED)]


def cut_off(page):
    """Return what is wrong with slides of a deck that are too full."""
    return page.evaluate(CUT_OFF)


@functools.cache
def axe_source():
    package = Path(find_spec("axe_playwright_python").origin).parent
    return package.joinpath("axe.min.js").read_text(encoding="utf-8")


def barriers(page, rules=STANDARD):
    """Return axe's violations of WCAG 2.2 AA, or of single rules."""
    page.evaluate(axe_source())
    return [
        f"{violation['id']}: {node['target']} {node['html'][:120]}"
        for violation in page.evaluate(AXE, rules)["violations"]
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
