"""The few SVG elements that every picture of this book is made of.

Positions along the width are per cent, those down the page are pixels: the
picture takes the width it is given, and its text stays 12 pixels high on a
phone as on a screen.  A state is told by height first and by colour second.
"""

from html import escape

from .palette import css

BAR = 20  # pixels: the height of "running"
HOLLOW = {"holding": "alarm", "queued": "ready"}  # state: colour
CHARACTER = 6.6  # pixels, about, of one character
PHONE, DESK = 350, 640  # pixels: the widths that labels are fitted to
HEIGHTS = {
    "running": BAR,
    "ready": BAR // 2,
    "gil": BAR // 2,
    "blocked": 2,
    "holding": BAR,
    "queued": BAR // 2,
    "suspended": 2,
    "unknown": BAR * 3 // 4,
}


def style(selector: str) -> str:
    """Return the rules of a picture inside `selector`."""
    rules = {
        "svg": "display:block;overflow:visible;max-width:100%",
        "text": "font:12px system-ui,sans-serif;fill:var(--swim-ink)",
        ".halo": "paint-order:stroke;stroke:var(--swim-paper);"
        "stroke-width:3px;stroke-linejoin:round",
        ".name": "font-weight:600",
        ".soft": "fill:var(--swim-muted)",
        ".grey": "opacity:.75",
    }
    return css(selector) + "".join(
        [f"{selector} {part}{{{rule}}}" for part, rule in rules.items()]
        + [f"@container (max-width:599px){{{selector} .wide{{display:none}}}}"]
    )


def element(name: str, content: str = "", **attributes) -> str:
    """Return one element; `_` in attribute names stands for `-`."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value not in (None, "")
    )
    return f"<{name}{given}>{content}</{name}>"


def text(content: str, x, y: float, **attributes) -> str:
    """Return text at (x, y); the content is escaped."""
    return element("text", escape(content), x=x, y=number(y), **attributes)


def title(content: str) -> str:
    """Return what is shown on hover."""
    return element("title", escape(content))


def number(value: float) -> str:
    """Write a coordinate as briefly as it can be drawn."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def percent(value: float) -> str:
    """Write a share of the width."""
    return number(100 * value) + "%"


def hue(name: str) -> str:
    """Return a colour of the palette."""
    return f"var(--swim-{name})"


def line(x1, y1, x2, y2, colour: str, **attributes) -> str:
    """Return a straight line, one pixel wide."""
    return element(
        "line",
        x1=x1,
        y1=number(y1),
        x2=x2,
        y2=number(y2),
        stroke=hue(colour),
        **attributes,
    )


def bar(state: str, x, width, prefix: str, least: bool = False) -> str:
    """Return the block of a state, standing on the lane's ground.

    `least` gives it a stroke, so that even the shortest can be seen.  What
    has to do with the turns of a thread is hollow or dashed.
    """
    height = HEIGHTS[state]
    if state in HOLLOW:
        colour = hue(HOLLOW[state])
        return element(
            "rect",
            x=x,
            y=BAR - height + 1,
            width=width,
            height=height - 2,
            fill=colour,
            fill_opacity=".18",
            stroke=colour,
            stroke_width=2 if state == "holding" else 1.5,
        )
    if state == "suspended":
        return element(
            "rect",
            x=x,
            y=BAR - height,
            width=width,
            height=height,
            fill=f"url(#{prefix}-dash)",
        )
    fill = (
        f"url(#{prefix}-gil)"
        if state == "gil"
        else hue("running" if state == "unknown" else state)
    )
    return element(
        "rect",
        x=x,
        y=BAR - height,
        width=width,
        height=height,
        fill=fill,
        fill_opacity=".45" if state == "unknown" else None,
        stroke=fill if least else None,
    )


def hatch(prefix: str) -> str:
    """Return the pattern of "waiting for the GIL"."""
    return element(
        "pattern",
        element("rect", width=6, height=6, fill=hue("gil"), opacity=".3")
        + element("rect", width=3, height=6, fill=hue("gil")),
        id=f"{prefix}-gil",
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


def dashes(prefix: str) -> str:
    """Return the pattern of "suspended"."""
    return element(
        "pattern",
        element("rect", width=4, height=BAR, fill=hue("blocked")),
        id=f"{prefix}-dash",
        width=6,
        height=BAR,
        patternUnits="userSpaceOnUse",
    )


def turns(key: str, prefix: str, share: float, low: str, second: bool) -> str:
    """Return a pattern that tells "it takes turns, faster than I can draw".

    Parameters
    ----------
    share
        Which part of the time the lane was running, 0 to 1.
    low
        The state it was in for most of the rest.
    second
        Start with the rest, so that two lanes that take turns look so.
    """
    period = 12
    high = round(period * share)
    first = period - high if second else 0
    rest = 0 if second else high
    return element(
        "pattern",
        bar("running", first, high, prefix)
        + bar(low, rest, period - high, prefix),
        id=key,
        width=period,
        height=BAR,
        patternUnits="userSpaceOnUse",
    )


def fitted(label: str, share: float) -> tuple[str, str]:
    """Return a label as it fits into a share of the width, and its class.

    The class "wide" hides it where the picture is narrow.
    """
    for width, name in (PHONE, ""), (DESK, "wide"):
        if len(label) * CHARACTER + 6 <= share * width:
            return label, name
    room = int((share * DESK - 6) / CHARACTER)
    return (label[: room - 1] + "…", "wide") if room >= 6 else ("", "")
