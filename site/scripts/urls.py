"""Remember the addresses of a built site in `site/urls.txt`: `make urls`.

A line is a page, followed by its anchors (of slides, the page only, since
they are cut anew when their chapter changes).  Addresses are only ever added:
one that is to go away needs a line in `site/redirects.txt`, and then it may
be taken out of the list by hand.
"""

import re
import sys
from pathlib import Path

LIST = Path(__file__).resolve().parents[1] / "urls.txt"
SECTION = re.compile(r'<section [^>]*?\bid="([^"]+)"')


def addresses(folder):
    """Return {page: anchors} of the site in a folder."""
    found = {}
    for path in Path(folder).rglob("*.html"):
        if "_static" not in path.parts:
            name = path.relative_to(folder).as_posix()
            html = path.read_text(encoding="utf-8")
            slides = name.startswith("slides/")
            found[name] = set() if slides else set(SECTION.findall(html))
    return found


def known():
    """Return {page: anchors} of the list."""
    if not LIST.exists():
        return {}
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return {
        page: set(anchors)
        for page, *anchors in map(str.split, filter(None, lines))
    }


def main(folder):
    every = known()
    for page, anchors in addresses(folder).items():
        every[page] = every.get(page, set()) | anchors
    lines = [" ".join([page, *sorted(every[page])]) for page in sorted(every)]
    LIST.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{LIST.name}: {len(lines)} pages")


if __name__ == "__main__":
    main(*sys.argv[1:])
