"""A schedule as text: where it departs from the default, and nothing more.

By default a thread runs until it cannot go on, and then the runnable thread
with the lowest number takes over.  ``s1:6.2-9.1`` departs from that twice: at
step 6 thread 2 goes on, at step 9 thread 1.  Steps count accesses in the
source, so the same text means the same schedule under every Python.
``a1:`` stands for a schedule of asyncio tasks.
"""

import re

_FORM = re.compile(r"([sa])1:((?:\d+\.\d+(?:-\d+\.\d+)*)?)\Z")


def encode(departures, kind="s"):
    """Return the id of a schedule given as pairs (step, thread)."""
    return f"{kind}1:" + "-".join(f"{s}.{t}" for s, t in sorted(departures))


def decode(text, kind="s"):
    """Return the departures of a schedule id as a dictionary.

    Raises ValueError if `text` is not the id of a schedule of this kind.
    """
    match = _FORM.match(text) if isinstance(text, str) else None
    if match is None or match[1] != kind:
        example = {"s": "'s1:6.2'", "a": "'a1:3.1'"}[kind]
        raise ValueError(
            f"{text!r} is not a schedule id of this scenario: it looks like "
            f"{example} and is printed with every failure"
        )
    pairs = [p.split(".") for p in match[2].split("-") if p]
    steps = {int(step): int(thread) for step, thread in pairs}
    if len(steps) != len(pairs):
        raise ValueError(f"{text!r} names a step twice")
    return steps
