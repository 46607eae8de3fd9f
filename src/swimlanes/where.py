"""Where a stopped program stood: one line per thread, in the reader's terms.

Stacks differ from one Python version to the next, but the innermost frame in
the reader's own file does not, and it is the one that says what a thread
waits for.  Threads without such a frame are machinery and left out.
"""

import json
import linecache
import re
from pathlib import Path

_STACK = re.compile(r"^(?:Current thread|Thread) 0x\w+.*$", re.MULTILINE)
_FRAME = re.compile(r'^  File "(.+)", line (\d+) in ', re.MULTILINE)


def positions(scratch: Path, program: Path) -> list[str]:
    """Return lines such as `Process-1  MainThread  line 6: with b:`.

    Parameters
    ----------
    scratch
        Folder with the answers of the program's processes, written by
        `sitecustomize.answer_where`.
    program
        The program's file; files beside it are the reader's own, too.
    """
    rows = []
    linecache.checkcache()
    answers = [_answer(stacks) for stacks in scratch.glob("*.stacks")]
    for name, threads in sorted(answers, key=_main_first):
        for thread, frames in threads:
            place = _own_line(frames, program)
            if place:
                rows.append((name, thread, place))
    widths = [max((len(row[i]) for row in rows), default=0) for i in (0, 1)]
    return [
        f"{name:<{widths[0]}}  {thread:<{widths[1]}}  {place}"
        for name, thread, place in rows
    ]


def _main_first(answer):
    """Sort Process-2 before Process-10; process ids may start over."""
    name = answer[0]
    parts = re.split(r"(\d+)", name)
    parts[1::2] = map(int, parts[1::2])
    return name != "MainProcess", parts


def _answer(stacks: Path):
    """Read one process's answer: its name, and each thread's frames."""
    try:
        return json.loads(stacks.with_suffix(".json").read_text("utf-8"))
    except (OSError, ValueError):  # Python could not run: faulthandler did
        text = stacks.read_text("utf-8", errors="replace")
    parts = _STACK.split(text)[:0:-1]  # the oldest thread comes last
    names = ["MainThread", *(f"thread {i}" for i in range(2, len(parts) + 1))]
    return "a process", [
        (thread, [(file, int(line)) for file, line in _FRAME.findall(part)])
        for thread, part in zip(names, parts, strict=False)
    ]


def _own_line(frames, program: Path) -> str | None:
    for file, number in frames:
        path = program.parent / file  # absolute names stay as they are
        if path.parent == program.parent and not file.startswith("<"):
            text = linecache.getline(str(path), number).strip()
            prefix = "" if path == program else f"{path.name} "
            return f"{prefix}line {number}: {text}"
    return None
