"""Name what is waited for as the reader's code does: `tasks.get`, `door`.

The reader's code is what lies outside the standard library and outside this
package; a wait is named after the call there, and after the name that the
thing has there.
"""

import os
import sys
import types

_LIBRARY = os.path.dirname(os.__file__) + os.sep
_SITE = os.path.join(_LIBRARY, "site-packages")
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
_WORKERS = {"worker", "_worker", "_process_worker"}
_RESULTS = {"_chain_from_iterable_of_lists", "result_iterator"}


def is_library(frame) -> bool:
    name = frame.f_code.co_filename
    return (
        name.startswith((_PACKAGE, "<frozen"))
        or name.startswith(_LIBRARY)
        and not name.startswith(_SITE)
    )


def leave_out_ours(error) -> None:
    """Take the frames of this package out of the traceback of `error`, and
    of the errors that it came from or consists of."""
    errors, seen = [error], set()
    while errors:
        error = errors.pop()
        if error is None or id(error) in seen:
            continue
        seen.add(id(error))
        kept, trace = [], error.__traceback__
        while trace is not None:
            if not trace.tb_frame.f_code.co_filename.startswith(_PACKAGE):
                kept.append(trace)
            trace = trace.tb_next
        rest = None
        for trace in reversed(kept):
            trace.tb_next, rest = rest, trace
        error.__traceback__ = rest or error.__traceback__
        errors += [error.__cause__, error.__context__]
        errors += getattr(error, "exceptions", ())


def callers():
    """Return the library function the reader called, and the caller.

    Both are None in a thread or process that runs only library code; above
    a process's `_bootstrap` are the frames of the program that forked it.
    """
    called, frame = None, sys._getframe(2)
    while frame is not None and is_library(frame):
        if not frame.f_code.co_filename.startswith(_PACKAGE):
            called = frame
        if frame.f_code.co_name == "_bootstrap":
            return None, None
        frame = frame.f_back
    return (called, frame) if frame is not None else (None, None)


def _without_caller(kind: str) -> str:
    """Name a wait in library code: a pool's worker waits for its work."""
    frame = sys._getframe(2)
    while frame is not None:
        if is_library(frame) and frame.f_code.co_name in _WORKERS:
            return "next task"
        frame = frame.f_back
    return kind


def _inside(label, value):
    """Yield (label, part) for each part of a small object or container."""
    if isinstance(value, dict) and len(value) <= 100:
        yield from ((f"{label}[{key!r}]", v) for key, v in value.items())
    elif isinstance(value, list | tuple) and len(value) <= 100:
        yield from ((f"{label}[{i}]", v) for i, v in enumerate(value))
    elif isinstance(getattr(value, "__dict__", None), dict) and not (
        isinstance(value, type | types.ModuleType)
    ):
        attributes = list(vars(value).items())[:100]
        yield from ((f"{label}.{key}", v) for key, v in attributes)


def name_in(thing, frame) -> str:
    """Return how the code in `frame` writes `thing`, or ""."""
    spaces = [frame.f_globals, frame.f_locals]
    if spaces[1] is spaces[0]:
        spaces.pop()
    for space in spaces:
        named = [
            (name, value)
            for name, value in list(space.items())
            if isinstance(name, str) and not name.startswith("_")
        ]
        for name, value in named:
            if value is thing:
                return name
        for name, value in named:
            for label, part in _inside(name, value):
                if part is thing:
                    return label
    return ""


def describe(thing, kind: str, method: str = "") -> str:
    """Name a wait after the call in the reader's code: `tasks.get`."""
    called, caller = callers()
    if caller is None:
        return _without_caller(kind)
    if called is not None:
        code = called.f_code.co_name
        local = called.f_locals
        if code in _RESULTS:
            return "next result"
        if "self" not in local:
            module = called.f_globals.get("__name__", "").split(".")[0]
            return f"{module}.{code}"
        thing = local["self"]
        kind = type(thing).__name__.lower()
        method = {"__exit__": "end", "__enter__": ""}.get(code, code)
        if method == "acquire":
            method = ""
        if code == "__init__":
            return f"{kind} start"
    name = name_in(thing, caller)
    if not method:
        return name or kind
    return f"{name}.{method}" if name else f"{kind}.{method}"
