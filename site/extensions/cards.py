"""The picture that a shared link shows: the page's title and its first run.

Those who share a link ask for a bitmap of 1200 by 630 pixels.  The timelines
of this book are made of a few SVG elements (`swimlanes/svg.py`): rectangles,
lines and text, placed in per cent of the width.  Pillow can draw these, so
no browser is needed to build the book.
"""

import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from matplotlib import get_data_path
from PIL import Image, ImageColor, ImageDraw, ImageFont

from swimlanes.palette import LIGHT

SIZE = 1200, 630
LEFT, TOP, WIDTH, HEIGHT = 70, 250, 1060, 320  # where the picture stands
TIMELINE = re.compile(
    r'<figure class="swim-timeline">.*?(<svg.*</svg>)', re.DOTALL
)


def timeline_in(html):
    """Return the SVG of the first timeline in a piece of HTML, or None."""
    found = TIMELINE.search(html)
    return found and found[1]


@cache
def font(size, bold=False):
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(Path(get_data_path(), "fonts/ttf", name), size)


def draw(title, below, svg):
    """Return the card of a page as an image."""
    image = Image.new("RGB", SIZE, LIGHT["paper"])
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 18, SIZE[1]), fill=LIGHT["accent"])
    size = next(
        size
        for size in range(66, 20, -2)
        if pen.textlength(title, font(size, True)) <= WIDTH
    )
    pen.text((LEFT, 60), title, LIGHT["ink"], font(size, True))
    pen.text((LEFT, 150), below, LIGHT["muted"], font(34))
    Timeline(image, pen, ElementTree.fromstring(svg)).draw()
    return image


class Timeline:
    """Draws an SVG element and what is in it."""

    def __init__(self, image, pen, root):
        self.image, self.pen, self.root = image, pen, root
        # the drawing's last rows are its legend: they may fall off the card
        ground = max(float(line.get("y2")) for line in self.all("line", root))
        self.scale = min(2.6, HEIGHT / ground)
        self.patterns = {
            each.get("id"): each for each in self.all("pattern", root)
        }

    @staticmethod
    def all(name, root):
        return [each for each in root.iter() if kind(each) == name]

    def draw(self):
        for child in self.root:
            self.element(child, 0)

    def element(self, element, down):
        name = kind(element)
        if name == "svg" and element.get("x"):
            return  # a part of the legend
        if name in ("svg", "g"):
            down += float(element.get("y", 0))
            for child in element:
                self.element(child, down)
        elif name in ("rect", "line", "text"):
            getattr(self, name)(element, down)

    def x(self, element, name):
        value = element.get(name, "0")
        if value.endswith("%"):
            return LEFT + WIDTH * float(value[:-1]) / 100
        return LEFT + float(value) * self.scale

    def y(self, element, name, down):
        return TOP + (down + float(element.get(name, 0))) * self.scale

    def rect(self, element, down):
        left, top = self.x(element, "x"), self.y(element, "y", down)
        right = left + max(1, self.x(element, "width") - LEFT)
        bottom = top + float(element.get("height")) * self.scale - 1
        fill = element.get("fill", "")
        if fill[5:-1] in self.patterns:
            self.tiles(fill[5:-1], left, top, right)
        else:
            colour = mixed(hue(fill), float(element.get("fill-opacity", 1)))
            edge = element.get("stroke") and hue(element.get("stroke"))
            low = max(top, bottom)
            self.pen.rectangle((left, top, right, low), colour, edge)

    def tiles(self, name, left, top, right):
        """Fill a lane's height with a pattern."""
        pattern = self.patterns[name]
        period = float(pattern.get("width")) * self.scale
        at = left
        while at < right:
            for part in pattern:
                begin = at + float(part.get("x", 0)) * self.scale
                end = begin + float(part.get("width")) * self.scale - 1
                low = top + float(part.get("y", 0)) * self.scale
                high = low + float(part.get("height")) * self.scale - 1
                if begin < right:
                    self.pen.rectangle(
                        (begin, low, max(begin, min(end, right)), high),
                        hue(part.get("fill")),
                    )
            at += period

    def line(self, element, down):
        ends = [
            (self.x(element, f"x{n}"), self.y(element, f"y{n}", down))
            for n in (1, 2)
        ]
        self.pen.line(ends, hue(element.get("stroke")), 2)

    def text(self, element, down):
        look = element.get("class", "")
        anchor = {"middle": "m", "end": "r"}.get(
            element.get("text-anchor"), "l"
        )
        self.pen.text(
            (self.x(element, "x"), self.y(element, "y", down)),
            element.text or "",
            LIGHT["muted" if "soft" in look else "ink"],
            font(round(12 * self.scale), "name" in look),
            anchor + "s",
            stroke_width=3 if "halo" in look else 0,
            stroke_fill=LIGHT["paper"],
        )


def kind(element):
    return element.tag.rpartition("}")[2]


def hue(value):
    """Return a colour of the palette: `var(--swim-ready)`."""
    name = value.removeprefix("var(--swim-").removesuffix(")")
    return LIGHT.get(name, LIGHT["muted"])


def mixed(colour, opacity):
    """Return a colour as it looks on paper."""
    both = zip(
        ImageColor.getrgb(colour),
        ImageColor.getrgb(LIGHT["paper"]),
        strict=True,
    )
    return tuple(round(opacity * a + (1 - opacity) * b) for a, b in both)
