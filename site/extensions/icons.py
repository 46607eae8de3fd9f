"""The theme's icon fonts, cut down to the icons that the book shows.

The theme ships some two thousand icons, as a script of 1.5 MB or as fonts
of 300 kB, and the book shows about thirty.  `webpack-macros.html` leaves the
script away; here the fonts lose every icon that the book's style sheet, in
which only used rules are left, does not name.
"""

import logging
import re
from pathlib import Path

import light
from fontTools import subset

ESCAPE = re.compile(r'content:\s*"\\([ef][0-9a-f]{3})"')
logging.getLogger("fontTools").setLevel("WARNING")
LITERAL = re.compile("[\ue000-\uf8ff]")


def named(css):
    """Return the code points of the icons that a style sheet shows."""
    codes = {int(code, 16) for code in ESCAPE.findall(css)}
    return codes | set(map(ord, LITERAL.findall(css)))


def cut(font, codes):
    """Keep only `codes` in the web font at `font`, a .woff2 file."""
    options = subset.Options(flavor="woff2", layout_features=[])
    content = subset.load_font(str(font), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(content)
    subset.save_font(content, str(font), options)


def cut_fonts(app, failure):
    static = Path(app.outdir, "_static")
    sheet = static / light.BOOK
    if failure or not sheet.exists():
        return
    codes = named(sheet.read_text(encoding="utf-8"))
    for font in static.glob("vendor/fontawesome/webfonts/*.woff2"):
        cut(font, codes)


def setup(app):
    app.connect("build-finished", cut_fonts, priority=700)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
