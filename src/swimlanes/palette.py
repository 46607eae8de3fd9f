"""One palette for every picture of the book, in light and in dark.

Colours are the second cue: states are told by height first (see `drawing`),
so that a picture survives greyscale print and a weak beamer.  The hues are
Okabe and Ito's, which readers with any common colour blindness can tell
apart (https://jfly.uni-koeln.de/color/), brightened for dark paper.

Every picture carries these rules in a `<style>` of its own and paints with
`var(--swim-…)`.  It follows, in this order, the theme switch of the site
(`data-theme`), that of JupyterLab (`data-jp-theme-light`), and the reader's
system.
"""

LIGHT = {
    "paper": "#ffffff",
    "ink": "#1f2328",
    "muted": "#59636e",
    "grid": "#d1d9e0",
    "running": "#009e73",
    "ready": "#e69f00",
    "gil": "#cc79a7",
    "blocked": "#59636e",
    "machinery": "#8c959f",
    "accent": "#0072b2",
    "alarm": "#c0392b",
    "series-1": "#0072b2",
    "series-2": "#d55e00",
    "series-3": "#009e73",
    "series-4": "#a8518a",
}

DARK = {
    "paper": "#14181c",
    "ink": "#e6e9ec",
    "muted": "#a3adb8",
    "grid": "#3a424b",
    "running": "#2bb98d",
    "ready": "#f2b134",
    "gil": "#e49bc6",
    "blocked": "#a3adb8",
    "machinery": "#7b8692",
    "accent": "#5cb3ee",
    "alarm": "#ff7b6b",
    "series-1": "#5cb3ee",
    "series-2": "#ff9a57",
    "series-3": "#2bb98d",
    "series-4": "#e49bc6",
}


def _declare(colours: dict[str, str]) -> str:
    return "".join(f"--swim-{name}:{hue};" for name, hue in colours.items())


def css(selector: str) -> str:
    """Return rules that give `selector` the palette in light and in dark.

    Parameters
    ----------
    selector
        A CSS selector of the picture's outermost element, such as
        ``.swim-timeline``.
    """
    light, dark = _declare(LIGHT), _declare(DARK)
    return (
        f"{selector}{{{light}}}"
        f"@media (prefers-color-scheme:dark){{{selector}{{{dark}}}}}"
        f"[data-theme=light] {selector},"
        f"[data-jp-theme-light=true] {selector}{{{light}}}"
        f"[data-theme=dark] {selector},"
        f"[data-jp-theme-light=false] {selector}{{{dark}}}"
    )
