"""Tell what a frame of the reader's code calls at this moment.

Most of gevent is written in C and has no frames to look at; but Python knows
which piece of source a frame evaluates, and that names the wait as the
reader wrote it.
"""

import ast
import linecache
from itertools import islice

GEVENT = ("gevent", "greenlet", "zope")


def _is_gevent(frame) -> bool:
    module = frame.f_globals.get("__name__", "")
    return module.partition(".")[0] in GEVENT


def called(frame, names, name_of) -> str:
    """Return what the reader's code calls at this moment: `jobs.get`.

    `name_of` returns the name of a greenlet that is joined.
    """
    while frame is not None and (_is_gevent(frame) or names.is_library(frame)):
        frame = frame.f_back
    text = _source(frame) if frame is not None and frame.f_lasti >= 0 else ""
    if text.startswith("with "):  # Python 3.11 and 3.12 tell no more
        head = text.partition("\n")[0]
        (item,) = ast.parse(head + " pass" * head.endswith(":")).body[0].items
        return ast.unparse(item.context_expr)
    if not text:
        return ""
    node = ast.parse(f"({text})", mode="eval").body
    if not isinstance(node, ast.Call):
        return ast.unparse(node)
    node = node.func
    if isinstance(node, ast.Attribute):
        if node.attr == "sleep":
            return "sleep"
        if node.attr == "acquire":
            node = node.value
        elif node.attr == "join" and isinstance(node.value, ast.Name):
            name = node.value.id
            thing = frame.f_locals.get(name, frame.f_globals.get(name))
            if other := name_of(thing):
                return f"join {other}"
    return ast.unparse(node)


def _source(frame) -> str:
    """Return the source of what a frame evaluates."""
    positions = frame.f_code.co_positions()
    at = next(islice(positions, frame.f_lasti // 2, None))
    first, last, start, end = at
    lines = linecache.getlines(frame.f_code.co_filename)[first - 1 : last]
    lines = [text.encode() for text in lines]  # columns count bytes
    lines[-1] = lines[-1][:end]
    lines[0] = lines[0][start:]
    return b"".join(lines).decode()


def wakes_at(frame, since):
    """Return when a call of gevent.sleep is over, in ns, or None."""
    while frame is not None and _is_gevent(frame):
        if frame.f_code.co_name == "sleep":
            seconds = frame.f_locals.get("seconds")
            if isinstance(seconds, int | float):
                return since + int(1e9 * max(0, seconds))
        frame = frame.f_back
    return None
