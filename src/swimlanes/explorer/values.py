"""Showing values without running the learner's code.

A ``__repr__`` of the learner's could take a lock or read what is shared: it
would change the schedule that it is meant to show.
"""

from collections import deque

ATOMS = (int, float, complex, str, bytes, bool, type(None))
BRACKETS = {list: "[]", tuple: "()", set: "{}", frozenset: "{}", deque: "[]"}
ITEMS = 6


def show(value, width=40, depth=2):
    """Return a short text for a value."""
    text = _show(value, depth)
    return text if len(text) <= width else text[: width - 1] + "…"


def _show(value, depth):
    kind = type(value)
    if kind in ATOMS:
        return repr(value)
    if kind in BRACKETS and depth:
        opening, closing = BRACKETS[kind]
        inside = [_show(item, depth - 1) for item in list(value)[:ITEMS]]
        inside += ["…"] * (len(value) > ITEMS)
        comma = "," if kind is tuple and len(value) == 1 else ""
        if kind in (set, frozenset):
            inside = sorted(inside) or [f"{kind.__name__}()"]
            if not value:
                return inside[0]
        return opening + ", ".join(inside) + comma + closing
    if isinstance(value, dict) and depth:
        pairs = list(dict.items(value))
        inside = [
            f"{_show(key, depth - 1)}: {_show(item, depth - 1)}"
            for key, item in pairs[:ITEMS]
        ]
        return "{" + ", ".join(inside + ["…"] * (len(pairs) > ITEMS)) + "}"
    if isinstance(value, type) or callable(value):
        name = getattr(value, "__name__", None)
        if type(name) is str:
            return name
    return f"<{kind.__name__}>"
