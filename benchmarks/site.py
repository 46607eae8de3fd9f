"""What each page of the built site weighs: `python benchmarks/site.py DIR`.

Counts what a browser fetches for a page that it has not seen before, each
text file as gzip would send it, without what it fetches on demand.
"""

import gzip
import re
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

PACKED = {".html", ".css", ".js", ".svg", ".json"}
FETCHED = re.compile(
    r'<(?:script|img)[^>]*?\ssrc="([^"]+)"'
    r'|<link[^>]*?\shref="([^"]+\.(?:css|js|svg|ico))'
)
FONT = re.compile(r"url\(([^)]+\.woff2?)\)")


def weight(path):
    """Return the bytes that a server with gzip sends for a file."""
    content = path.read_bytes()
    return len(gzip.compress(content) if path.suffix in PACKED else content)


def fetched(page):
    """Return the files that a browser fetches for the page at `page`."""
    files = {page}
    html = page.read_text(encoding="utf-8")
    for source, link in FETCHED.findall(html):
        name = unquote(urlsplit(source or link).path)
        files.add((page.parent / name).resolve())
    for sheet in [path for path in files if path.name == "course.css"]:
        for name in FONT.findall(sheet.read_text(encoding="utf-8")):
            files.add((sheet.parent / name).resolve())
    return {path for path in files if path.is_file()}


def main(folder):
    print(f"{'page':52}{'files':>6}{'kB':>8}")
    for page in sorted(Path(folder).resolve().rglob("*.html")):
        if "_static" not in page.parts:
            files = fetched(page)
            size = sum(map(weight, files)) / 1000
            name = page.relative_to(Path(folder).resolve()).as_posix()
            print(f"{name:52}{len(files):6}{size:8.0f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
