"""Tell on what a suspended task waits, as the reader's code names it.

A suspended coroutine knows what it awaits (`cr_await`), and so on down to a
future.  The deepest frame of the reader's code in this chain, and the first
call into the standard library below it, name the wait.
"""

from __future__ import annotations  # Python 3.9 runs this, too

import gc

CHAIN = (
    ("cr_frame", "cr_await"),
    ("gi_frame", "gi_yieldfrom"),
    ("ag_frame", "ag_await"),
)
METHODS = {"__aenter__": "", "__anext__": "", "acquire": ""}
DEEPEST = 100


def frames(coroutine) -> list:
    """Return the frames of a suspended coroutine, the outermost first."""
    found = []
    while coroutine is not None and len(found) < DEEPEST:
        for frame, below in CHAIN:
            if hasattr(coroutine, frame):
                if getattr(coroutine, frame) is None:  # it has ended
                    return found
                found.append(getattr(coroutine, frame))
                coroutine = getattr(coroutine, below)
                break
        else:  # the step of an asynchronous generator hides the generator
            coroutine = next(
                (
                    thing
                    for thing in gc.get_referents(coroutine)
                    if hasattr(thing, "ag_frame")
                ),
                None,
            )
    return found


def coroutine_name(coroutine) -> str:
    """Return the name of a coroutine as one calls it: `work()`."""
    name = getattr(coroutine, "__qualname__", type(coroutine).__name__)
    return name.rpartition("<locals>.")[2] + "()"


def given_name(task) -> str:
    """Return the name that the reader gave to a task, or ""."""
    name = task.get_name()
    default = name.startswith("Task-") and name[5:].isdigit()
    # Python 3.12 and 3.13 set "None" under a task factory
    return "" if default or name == "None" else name


def task_name(task) -> str:
    """Return the name that the reader gave, else that of the coroutine."""
    return given_name(task) or coroutine_name(task.get_coro())


def wakes_at(task) -> float | None:
    """Return when `task` wakes from asyncio.sleep, by the loop's clock."""
    chain = frames(task.get_coro())
    if not chain or chain[-1].f_code.co_name != "sleep":
        return None
    if chain[-1].f_globals.get("__name__") != "asyncio.tasks":
        return None
    return getattr(chain[-1].f_locals.get("h"), "_when", None)


def awaited(task, names) -> str:
    """Say what `task` waits for; `names` is the file that names things."""
    chain = frames(task.get_coro())
    mine = [i for i, f in enumerate(chain) if not names.is_library(f)]
    reader = chain[mine[-1]] if mine else None
    calls = chain[mine[-1] + 1 :] if mine else chain
    if calls:
        return _call(calls, reader, names)
    return _future(task._fut_waiter, reader, names)


def _call(calls, reader, names) -> str:
    """Name a call into the standard library."""
    code, local = calls[0].f_code.co_name, calls[0].f_locals
    module = calls[0].f_globals.get("__name__", "")
    if "self" in local:
        return _method(code, local["self"], reader, names)
    if module == "asyncio.tasks":
        if code == "sleep":
            return "sleep"
        if code == "_wait_for_one":
            return "as_completed"
        if code == "wait_for":
            inner = local.get("fut")
            if calls[1:]:
                return f"wait_for {_call(calls[1:], reader, names)}"
            if hasattr(inner, "get_coro"):  # Python 3.11 makes it a task
                below = frames(inner.get_coro())
                if below and names.is_library(below[0]):
                    return f"wait_for {_call(below, reader, names)}"
            return f"wait_for {_future(inner, reader, names)}"
    if module == "asyncio.threads" and code == "to_thread":
        return f"to_thread {getattr(local['func'], '__name__', '')}".strip()
    return f"{module.split('.')[0]}.{code}"


def _method(code, thing, reader, names) -> str:
    method = "end" if code == "__aexit__" else METHODS.get(code, code)
    if hasattr(thing, "call_soon"):
        kind = "loop"
    else:
        kind = type(thing).__name__.lower()
    name = names.name_in(thing, reader) if reader is not None else ""
    if method == "end":
        return f"{name or kind} end"
    if not method:
        return name or kind
    return f"{name or kind}.{method}"


def _future(future, reader, names) -> str:
    """Name a future that is awaited without a call."""
    if hasattr(future, "get_coro"):
        return f"task {task_name(future)}"
    if type(future).__name__ == "_GatheringFuture":
        return "gather"
    name = names.name_in(future, reader) if reader is not None else ""
    if name:
        return name
    callbacks = getattr(future, "_callbacks", None) or ()
    for callback, _ in callbacks:
        if "_chain_future" in getattr(callback, "__qualname__", ""):
            return "executor"
    return "future"
