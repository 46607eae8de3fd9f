"""How the pages are found, and found again.

A site map and robots.txt tell search engines what there is.  An address that
was published stays: `site/redirects.txt` says where each old one has gone,
and a page at the old address leads there.  `site/urls.txt` is the list of
those that were published; a test compares it with what is built.  Where only
a heading has changed, its section keeps the old anchor, too.
"""

import posixpath
from html import escape
from pathlib import Path

from docutils import nodes

REDIRECTS = "site/redirects.txt"  # lines of: old address, new address
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>This page has moved</title>
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={url}"><link rel="canonical" \
href="{url}"></head>
<body><p>This page has moved to <a href="{url}">{url}</a>.</p></body></html>
"""


def redirects(root):
    """Return {old: new} as the file says; lines with # are comments."""
    path = Path(root, REDIRECTS)
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return dict(
        line.split() for line in lines if line and not line.startswith("#")
    )


def keep_anchors(app, doctree):
    """Give a section the anchor that it had under an older heading, too."""
    env = app.env
    env.note_dependency(str(Path(app.srcdir, REDIRECTS)))
    page = f"{env.docname}.html#"
    for old, new in redirects(app.srcdir).items():
        if old.startswith(page) and new.startswith(page):
            anchor = new.removeprefix(page)
            for section in doctree.findall(nodes.section):
                if anchor in section["ids"]:
                    section["ids"].append(old.removeprefix(page))


def write(app, failure):
    if failure or app.builder.name != "html":
        return
    out, base = Path(app.outdir), app.config.html_baseurl
    for old, new in redirects(app.srcdir).items():
        if "#" in old:
            continue
        path = out / old
        path.parent.mkdir(parents=True, exist_ok=True)
        url = posixpath.relpath(new, posixpath.dirname(old) or ".")
        path.write_text(PAGE.format(url=escape(url)), encoding="utf-8")
    if base:
        urls = "".join(
            f"<url><loc>{escape(base)}{name}.html</loc></url>\n"
            for name in app.env.external_site_map
        )
        (out / "sitemap.xml").write_text(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
            f"{urls}</urlset>\n"
        )
        (out / "robots.txt").write_text(
            f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n"
        )


def setup(app):
    app.connect("doctree-read", keep_anchors)
    app.connect("build-finished", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
