"""Call a function at every position of its knobs, again and again.

Two places need the same loop: the notebook, for a function of a cell, and a
program of its own, for a function that starts processes.  So this file is
both a module and a script, and imports nothing of the package: the script may
run under a Python that has no swimlanes.

All positions are measured once, then all again, so that a machine that warms
up or gets busy does not favour the position that happens to come first.
"""

import inspect
import json
import math
import numbers
import os
import platform
import sys
import sysconfig
import time
import traceback
from datetime import UTC, datetime

MOST_SERIES = 4


class SweepError(ValueError):
    """What is wrong with a sweep, and what to do about it."""

    def _render_traceback_(self):  # IPython asks for this
        lines = [f"{type(self).__name__}: {self}"]
        if (cause := self.__cause__) is not None:
            own = cause.__traceback__ and cause.__traceback__.tb_next
            lines += traceback.format_exception(type(cause), cause, own)
        return lines


def check_call(work, knobs):
    """Raise SweepError unless `work` can be called with exactly `knobs`."""
    name = getattr(work, "__name__", str(work))
    if not callable(work):
        raise SweepError(f"{name} is not a function")
    try:
        signature = inspect.signature(work)
    except (TypeError, ValueError):  # some functions written in C
        return
    names = ", ".join(signature.parameters) or "none"
    parameters = signature.parameters.values()
    if not any(p.kind is p.VAR_KEYWORD for p in parameters):
        by_name = {
            p.name
            for p in parameters
            if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)
        }
        for knob in knobs:
            if knob not in by_name:
                raise SweepError(
                    f"{name}() has no parameter {knob!r}; it has: {names}"
                )
    try:
        signature.bind(**dict.fromkeys(knobs))
    except TypeError as error:
        raise SweepError(
            f"{name}() cannot be called with the knobs "
            f"{', '.join(knobs)}: {error}; its parameters: {names}"
        ) from None


def describe_call(work_name, position):
    """Return the call as one would write it: `work(threads=4)`."""
    arguments = ", ".join(f"{k}={v!r}" for k, v in position.items())
    return f"{work_name}({arguments})"


def origin():
    """Return on what is measured: system, cores, Python and date (UTC)."""
    try:
        cores = len(os.sched_getaffinity(0))  # those this process may use
    except AttributeError:  # Windows, macOS
        cores = os.cpu_count() or 1
    free_threaded = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
    gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    return {
        "system": platform.system(),
        "machine": platform.machine(),
        "cores": cores,
        "python": f"{platform.python_implementation()} "
        f"{platform.python_version()}",
        "build": "free-threaded" if free_threaded else "gil",
        "gil": gil,
        "date": datetime.now(UTC).date().isoformat(),
    }


def _as_series(value, seconds):
    """Return the measures of one call as a dict of finite numbers.

    None in a dict stays: there is no such measure at this position.
    """
    if value is None:
        value = seconds
    series = value if isinstance(value, dict) else {"": value}
    if not 1 <= len(series) <= MOST_SERIES:
        raise SweepError(
            f"it returned {len(series)} series; return 1 to {MOST_SERIES}"
        )
    if all(number is None for number in series.values()):
        raise SweepError("it returned no number; return at least one")
    for name, number in series.items():
        if not isinstance(name, str):
            raise SweepError(f"the name of a series must be text: {name!r}")
        if number is None:
            continue
        if isinstance(number, bool) or not isinstance(number, numbers.Real):
            raise SweepError(
                f"it returned {number!r}; return None to have the call "
                "timed, a number, or a dict of names and numbers"
            )
        if not math.isfinite(number):
            raise SweepError(f"it returned {number!r}, which cannot be drawn")
    return {
        name: None if number is None else float(number)
        for name, number in series.items()
    }


def measure(work, positions, repeat):
    """Yield `(index of the position, series)` for every call, in rounds.

    Parameters
    ----------
    work
        The function.  If it returns nothing, the elapsed seconds of the call
        are its measure.  A coroutine function is run by `asyncio.run`.
    positions
        A list of dicts, the keyword arguments of each position.
    repeat
        How many times each position is measured.
    """
    name = getattr(work, "__name__", "work")
    for _ in range(repeat):
        for index, position in enumerate(positions):
            try:
                start = time.perf_counter()
                value = work(**position)
                if inspect.iscoroutine(value):
                    import asyncio

                    value = asyncio.run(value)
                seconds = time.perf_counter() - start
            except Exception as error:
                raise SweepError(
                    f"{describe_call(name, position)} raised "
                    f"{type(error).__name__}: {error}"
                ) from error
            try:
                yield index, _as_series(value, seconds)
            except SweepError as error:
                raise SweepError(
                    f"{describe_call(name, position)}: {error}"
                ) from None


def _load(file, function):
    """Import `file` of the working directory and return its `function`."""
    from importlib import import_module

    module = import_module(file.removesuffix(".py"))
    try:
        return getattr(module, function)
    except AttributeError:
        raise SweepError(f"{file} has no function {function!r}") from None


def _main():
    """Measure a function of a program file, telling each result by a line.

    The job comes as JSON in the first argument.  The results go to the pipe
    that was standard output; what the program prints goes to standard error.
    """
    job = json.loads(sys.argv[1])
    results = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    measuring = os.getpid()

    def tell(**event):
        if os.getpid() != measuring:
            os._exit(0)  # a forked child came back from the function
        results.write(json.dumps(event) + "\n")
        results.flush()

    sys.path.insert(0, os.getcwd())
    sys.argv = [job["file"]]
    try:
        if job["start_method"]:
            import multiprocessing

            multiprocessing.set_start_method(job["start_method"])
        work = _load(job["file"], job["function"])
        check_call(work, job["positions"][0])
        tell(origin=origin())
        for index, series in measure(work, job["positions"], job["repeat"]):
            tell(index=index, series=series)
        tell(done=True)
    except SweepError as error:
        cause = error.__cause__
        tell(error=str(error), trace=cause and _trace(cause, hide=1))
    except Exception as error:
        tell(
            error=f"{job['file']} could not be loaded: "
            f"{type(error).__name__}: {error}",
            trace=_trace(error),
        )


def _trace(error, hide=0):
    """Return the traceback of `error` without its first `hide` frames."""
    frames = error.__traceback__
    for _ in range(hide):
        frames = frames and frames.tb_next
    return "".join(traceback.format_exception(type(error), error, frames))


if __name__ == "__main__":
    _main()
