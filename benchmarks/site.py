"""What each chapter costs a reader, beside the theme's default build of it.

    python benchmarks/site.py [WORD …]      pages whose name has such a word

Weights are bytes on the wire from a server with gzip, to a browser that has
seen nothing yet: `read`, what it must have before it shows the text; `all`,
what it fetches.  Scores are Lighthouse's for a phone: performance,
accessibility, best practices, search; the median of RUNS (environment, 5).
Lighthouse simulates a slow phone from a trace of this machine, so scores
are noisy while other work is done on it.
"""

import json
import os
import re
import statistics
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "_build"
FOLDERS = "tests", "tests/site", "site/scripts"
sys.path[:0] = [str(ROOT / folder) for folder in FOLDERS]

from browsing import QUIET, find_browser, served, weight  # noqa: E402
from pages import chapters  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

LIGHTHOUSE = "lighthouse@12.8.2"
RUNS = int(os.environ.get("RUNS", "5"))
DEFAULT_RUNS = 1  # enough to compare with
ELSEWHERE = re.compile(r"^https?://(?!127\.0\.0\.1[:/])")
PHONE = {"width": 412, "height": 823}
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
HEADING = "read   all  perf acc  bp seo"


def default_build():
    """Build the same pages with the theme's defaults; return the folder."""
    source = BUILD / "default"
    source.mkdir(parents=True, exist_ok=True)
    for name in ("book", "notebooks", "_toc.yml"):
        link = source / name
        if not link.exists():
            link.symlink_to(ROOT / name)
    config = {
        "title": "The same pages, by default",
        "only_build_toc_files": True,
        "execute": {"execute_notebooks": "off"},
    }
    (source / "_config.yml").write_text(yaml.safe_dump(config))
    program = "from jupyter_book.cli.main import main; main()"
    # what our extensions would know is a warning here, not an error
    subprocess.run(
        [sys.executable, "-c", program, "build", str(source)],
        capture_output=True,
        check=True,
    )
    return source / "_build" / "html"


def lighthouse():
    """Install Lighthouse into the build folder; return its program."""
    folder = BUILD / "lighthouse"
    program = folder / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["npm", "install", "--prefix", folder, "--silent", LIGHTHOUSE],
            env=os.environ | {"PUPPETEER_SKIP_DOWNLOAD": "1"},
            check=True,
        )
    return program


def scores(url, runs):
    """Return the medians of Lighthouse's four scores, in per cent."""
    rows = []
    for _ in range(runs):
        result = subprocess.run(
            [
                *(lighthouse(), url, "--quiet", "--output=json"),
                f"--chrome-flags=--headless=new {' '.join(QUIET)}",
                "--disable-full-page-screenshot",
            ],
            env=os.environ | {"CHROME_PATH": find_browser()},
            capture_output=True,
            text=True,
            check=True,
        )
        found = json.loads(result.stdout)["categories"]
        rows.append([100 * (found[c]["score"] or 0) for c in CATEGORIES])
    columns = zip(*rows, strict=True)
    return [round(statistics.median(column)) for column in columns]


def weights(names):
    """Return the kilobytes before the text is shown, and in all, by name."""
    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=QUIET
        )
        for name in names:
            context = browser.new_context(viewport=PHONE)
            context.route(ELSEWHERE, lambda route: route.abort())
            page = context.new_page()
            page.goto(f"{name}.html")
            page.wait_for_timeout(500)  # for what scripts fetch
            found[name] = weight(page)
            context.close()
        browser.close()
    return found


def main(words):
    pages = [
        name
        for name in chapters()
        if not words or any(word in name for word in words)
    ]
    load = os.getloadavg()[1]
    print(f"kilobytes and scores; load {load:.1f} on {os.cpu_count()} cores")
    print(f"{'page':37}{HEADING} | by default: {HEADING}")
    with (
        served(BUILD / "html") as ours,
        served(default_build()) as default,
    ):
        sizes = weights([base + n for n in pages for base in (ours, default)])
        for name in pages:
            columns = []
            for base, runs in ((ours, RUNS), (default, DEFAULT_RUNS)):
                first, everything = sizes[base + name]
                marks = scores(f"{base}{name}.html", runs)
                columns += [f"{first:4.0f}{everything:6.0f} "]
                columns[-1] += "".join(f"{mark:4}" for mark in marks)
            label = name.rpartition("/")[2]
            print(f"{label:37}{' |             '.join(columns)}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
