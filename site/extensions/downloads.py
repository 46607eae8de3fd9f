"""A notebook as a download: in an archive with all that it needs to run.

A notebook alone would stop at its first line, `%load_ext swimlanes`.  So the
archive holds the helper package, too, beside the notebook, where Python
finds it; what it takes from the package index is pinned as for Binder, and a
note says how to begin.
"""

import json
import posixpath
import re
import zipfile
from pathlib import Path

from sphinx.locale import _

NOTE = """\
{title}

You need Python 3.11 or later.  In this folder, and in a virtual environment
if you like:

    python -m pip install jupyterlab -r requirements.txt
    python -m jupyterlab {name}.ipynb

The folder "swimlanes" is the helper package of the course; it stays beside
the notebook.  All pages: {url}
"""
LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)\.(?:md|ipynb)(#[^)\s]*)?\)")
WHEN = (1980, 1, 1, 0, 0, 0)  # so that the same book makes the same archive


def archive_of(pagename):
    folder = "solutions-" if "/solutions/" in pagename else ""
    return f"_static/notebooks/{folder}{posixpath.basename(pagename)}.zip"


def offer(app, pagename, templatename, context, doctree):
    """Put the archive in the place of the bare file among the downloads."""
    if str(context.get("page_source_suffix")) != ".ipynb":
        return
    for group in context["header_buttons"]:
        for button in group.get("buttons", []):
            label = button.get("label")
            if label == "download-source-button":
                button["url"] = context["pathto"](archive_of(pagename), 1)
                button["text"] = _("Notebook, with all it needs (.zip)")
                button["tooltip"] = _("Download the notebook")
                button["icon"] = "fas fa-download"
            elif label == "download-pdf-button":
                button["text"] = _("Print, or save as PDF")
    app.archives.add(pagename)


def with_links_to(base, pagename, source):
    """Let the links of a Markdown cell lead to the site."""
    folder = posixpath.dirname(pagename)

    def lead(match):
        target = posixpath.normpath(posixpath.join(folder, match[1]))
        return f"]({base}{target}.html{match[2] or ''})"

    return LINK.sub(lead, source)


def pinned(root):
    """Return what a notebook needs besides the helper package."""
    lines = Path(root, ".binder/requirements.txt").read_text("utf-8")
    return "".join(f"{line}\n" for line in lines.splitlines() if "==" in line)


def pack(app, pagename, path):
    """Write the archive of one notebook."""
    source = Path(app.env.doc2path(pagename))
    notebook = json.loads(source.read_text(encoding="utf-8"))
    base, name = app.config.html_baseurl, source.stem
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            text = "".join(cell["source"])
            cell["source"] = with_links_to(base, pagename, text)
    files = {
        f"{name}.ipynb": json.dumps(notebook, ensure_ascii=False, indent=1),
        "requirements.txt": pinned(app.srcdir),
        "READ-ME.txt": NOTE.format(
            title=app.env.titles[pagename].astext(), name=name, url=base
        ),
    }
    package = Path(app.srcdir, "src/swimlanes")
    recorded = source.parent / "recorded" / name
    for root, prefix in (
        (package, "swimlanes"),
        (recorded, f"recorded/{name}"),
    ):
        for each in sorted(root.rglob("*")):
            if each.is_file() and "__pycache__" not in each.parts:
                inside = f"{prefix}/{each.relative_to(root).as_posix()}"
                files[inside] = each.read_bytes()
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for inside, content in files.items():
            info = zipfile.ZipInfo(f"{name}/{inside}", WHEN)
            info.external_attr = 0o644 << 16
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)


def pack_all(app, failure):
    if failure or app.builder.name != "html":
        return
    for pagename in app.archives:
        pack(app, pagename, Path(app.outdir, archive_of(pagename)))
    for bare in Path(app.outdir, "_sources").rglob("*.ipynb"):
        bare.unlink()


def begin(app):
    app.archives = set()  # pages whose archives are to be written


def setup(app):
    app.connect("builder-inited", begin)
    app.connect("html-page-context", offer, priority=900)
    app.connect("build-finished", pack_all)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
