"""Measure a function of a program file in a real program of its own.

A function defined in a notebook cannot be sent to a process under spawn or
forkserver: the child cannot import it.  A function in a file can.  So the
file is imported by `stopwatch.py`, run as a script in the file's folder, and
the results come back line by line through a pipe.
"""

import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from .errors import ProgramError
from .stopwatch import SweepError

_SCRIPT = Path(__file__).with_name("stopwatch.py")
_GRACE = 2  # seconds between asking a program to end and ending it


def folder():
    """Return the folder of this notebook's programs."""
    ipython = sys.modules.get("IPython")
    shell = ipython and ipython.get_ipython()
    if shell is None:  # a terminal or a script
        return Path.cwd()
    from .magic import folder_for

    return folder_for(shell)


def _interpreter(python):
    """Return the command of another Python: a version or a path."""
    if python is None:
        return [sys.executable]
    from . import interpreters

    try:
        return interpreters.find(python)
    except ProgramError as error:
        raise SweepError(str(error)) from None


def split_target(target):
    """Return file and function of a target such as "office.py:sell_all"."""
    file, _, function = target.partition(":")
    if not file.endswith(".py") or not function.isidentifier():
        raise SweepError(
            f"{target!r} names no function of a program; write it as "
            '"ticket_office.py:sell_all"'
        )
    path = Path(file) if os.path.isabs(file) else folder() / file
    if not path.is_file():
        raise SweepError(
            f"there is no program {file} in {path.parent}; save it first "
            f"with %%program {path.name} --no-run"
        )
    return path, function


def _start(path, job, python, errors):
    return subprocess.Popen(
        [*_interpreter(python), "-P", str(_SCRIPT), json.dumps(job)],
        cwd=path.parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=errors,
        encoding="utf-8",
        env={
            **os.environ,
            "PYTHONUTF8": "1",
            "NO_COLOR": "1",
            # a .pyc tells two versions saved within a second not apart
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        start_new_session=os.name == "posix",
    )


def _stop(program):
    """End the program and its children, and leave no semaphore behind.

    Multiprocessing's resource tracker is spared, so that it can still remove
    what the program left; then it ends by itself.
    """
    if os.name != "posix":
        program.kill()
        program.wait()
        return
    from . import supervisor

    def workers():
        program.poll()  # else it would stay as a zombie
        return supervisor.workers_of_session(program.pid)

    for kind in signal.SIGTERM, signal.SIGKILL:
        for pid in workers():
            supervisor.send(pid, kind)
        if supervisor.wait_until(lambda: not workers(), _GRACE):
            break
    program.wait()


def events(target, positions, repeat, *, patience, python, start_method):
    """Yield what `stopwatch.py` tells, as dicts, while the program runs.

    Parameters
    ----------
    target
        File and function, such as ``"ticket_office.py:sell_all"``.
    positions, repeat
        As in `stopwatch.measure`.
    patience
        Seconds to wait for a result before the program is stopped.
    python
        Version ("3.14t") or path of another interpreter, or None.
    start_method
        ``"fork"``, ``"spawn"``, ``"forkserver"``, or None for the default.
    """
    path, function = split_target(target)
    job = {
        "file": path.name,
        "function": function,
        "positions": positions,
        "repeat": repeat,
        "start_method": start_method,
    }
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as (
        errors
    ):
        try:
            program = _start(path, job, python, errors)
        except OSError as error:
            raise SweepError(f"cannot start {python}: {error}") from None
        lines = queue.SimpleQueue()
        reader = threading.Thread(
            target=_read, args=(program.stdout, lines), daemon=True
        )
        reader.start()
        try:
            while line := _next(lines, path.name, patience):
                event = json.loads(line)
                if "error" in event:
                    trace = event["trace"]
                    raise SweepError(
                        event["error"] + (f"\n{trace}" if trace else "")
                    )
                if "done" in event:
                    program.wait(patience)
                    return
                yield event
            raise SweepError(_last_words(program, path.name, errors))
        except subprocess.TimeoutExpired:
            raise SweepError(
                f"{path.name} measured everything but does not end: does it "
                "leave a thread or a process running?"
            ) from None
        finally:
            _stop(program)
            reader.join(_GRACE)
            if not reader.is_alive():  # else a child still holds the pipe
                program.stdout.close()


def _read(pipe, lines):
    for line in pipe:
        lines.put(line)
    lines.put("")


def _next(lines, file, patience):
    try:
        return lines.get(timeout=patience)
    except queue.Empty:
        raise SweepError(
            f"{file} gave no answer within {patience:g} s and was stopped; "
            "does it wait for something that never comes? If it only is "
            "slow, give a larger budget= (in seconds)"
        ) from None


def _last_words(program, file, errors):
    code = program.wait()
    errors.seek(0)
    tail = "".join(errors.readlines()[-15:])
    return f"{file} ended before all was measured (exit code {code})\n{tail}"
