"""The theme's icon fonts, cut down to the icons that the book shows.

The theme ships some two thousand icons, as a script of 1.5 MB or as fonts
of 300 kB, and the book shows about thirty.  `webpack-macros.html` leaves the
script away; here the fonts lose every icon that no page and no style names.
"""

import re
from pathlib import Path

from fontTools import subset

USED = re.compile(r"\bfa-([a-z0-9-]+)")
RULE = re.compile(r'([^{}]*)\{content:"\\([0-9a-f]{4})"\}')
NAME = re.compile(r"\.fa-([a-z0-9-]+):")
LITERAL = re.compile("[\ue000-\uf8ff]")


def needed(folder):
    """Return the code points of the icons that `folder` makes use of."""
    used = {
        name
        for page in Path(folder).rglob("*.html")
        for name in USED.findall(page.read_text(encoding="utf-8"))
    }
    codes = set()
    for sheet in Path(folder, "_static", "styles").glob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        codes |= set(map(ord, LITERAL.findall(text)))
        for selectors, code in RULE.findall(text):
            names = set(NAME.findall(selectors))
            if names & used or not names:
                codes.add(int(code, 16))
        codes |= {
            int(code, 16)
            for code in re.findall(r'content:"\\(f[0-9a-f]{3})";', text)
        }
    return codes


def cut(font, codes):
    """Keep only `codes` in the web font at `font`, a .woff2 file."""
    options = subset.Options(flavor="woff2", layout_features=[])
    content = subset.load_font(str(font.with_suffix(".ttf")), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(content)
    subset.save_font(content, str(font), options)


def cut_fonts(app, failure):
    if failure or app.builder.name != "html":
        return
    codes = needed(app.outdir)
    fonts = Path(app.outdir, "_static", "vendor", "fontawesome", "webfonts")
    for font in fonts.glob("*.woff2"):
        cut(font, codes)


def setup(app):
    app.connect("build-finished", cut_fonts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
