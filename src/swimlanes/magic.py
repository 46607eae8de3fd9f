"""The cell magic `%%program NAME.py`: a cell that runs as a real program.

The cell is saved as a file beside the notebook and run by `program.run`; its
output streams into the cell.  Every mistake is a `ProgramError` of one line.
"""

import difflib
import os
import re
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from functools import cache
from keyword import iskeyword
from pathlib import Path

from . import archive, program
from .errors import Interrupted, ProgramError

USAGE = "%%program NAME.py [options]"


@dataclass
class Options:
    """What the first line of a program cell says."""

    file: str = ""
    python: str | None = None
    start_method: str | None = None
    timeout: float = 60
    expect: str = "0"
    args: list[str] = field(default_factory=list)
    env: dict[str, str] = field(default_factory=dict)
    input: str = ""
    grace: float = 3
    where: bool = False
    timeline: bool = False
    time: bool = False
    no_run: bool = False
    check: bool = False
    recorded: bool = False


def parse(line: str) -> Options:
    """Read the first line of a program cell.

    Raises ProgramError, which names the mistake and what to write instead.
    """
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise ProgramError(f"%%program: {str(error).lower()}") from None
    options = Options()
    while words:
        word = words.pop(0)
        if not word.startswith("--"):
            if options.file:
                raise ProgramError(
                    f"%%program: what is {word!r}? Arguments of the program "
                    'go into --args "…"'
                )
            options.file = word
            continue
        name, equals, value = word.partition("=")
        if name in _FLAGS and not equals:
            setattr(options, name[2:].replace("-", "_"), True)
            continue
        if name not in _READERS:
            raise ProgramError(_unknown(name if name not in _FLAGS else word))
        if not equals:
            if not words:
                raise ProgramError(f"%%program: {name} needs a value")
            value = words.pop(0)
        _READERS[name](options, name[2:].replace("-", "_"), value)
    _check_name(options.file)
    if options.check:
        _refuse_with_check(options)
    return options


def _refuse_with_check(options):
    """A check itself chooses how the answer runs."""
    for name, value in vars(Options()).items():
        if getattr(options, name) != value and name not in _WITH_CHECK:
            option = "--" + name.replace("_", "-")
            raise ProgramError(f"%%program: --check leaves no {option}")


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, [*_READERS, *_FLAGS], 1)
    hint = (
        f"did you mean {near[0]}?"
        if near
        else "it has: " + " ".join([*_READERS, *_FLAGS])
    )
    return f"%%program has no option {name}; {hint}"


def _text(options, name, value):
    setattr(options, name, value)


def _seconds(options, name, value):
    try:
        seconds = float(value)
    except ValueError:
        seconds = -1
    if not 0 <= seconds < 1e6:
        raise ProgramError(
            f"%%program: --{name} takes seconds, such as 2.5, not {value!r}"
        )
    setattr(options, name, seconds)


def _method(options, name, value):
    if value not in ("fork", "spawn", "forkserver"):
        raise ProgramError(
            "%%program: --start-method is fork, spawn or forkserver, "
            f"not {value!r}"
        )
    options.start_method = value


def _expect(options, name, value):
    words = ("error", "timeout", "any")
    if value not in words and not re.fullmatch(r"-?\d+", value):
        raise ProgramError(
            "%%program: --expect is an exit code, error, timeout or any, "
            f"not {value!r}"
        )
    options.expect = value


def _args(options, name, value):
    try:
        options.args = shlex.split(value)
    except ValueError as error:
        raise ProgramError(
            f"%%program: --args: {str(error).lower()}"
        ) from None


def _variable(options, name, value):
    key, equals, content = value.partition("=")
    if not key or not equals:
        raise ProgramError(f"%%program: --env takes NAME=value, not {value!r}")
    options.env[key] = content


def _input(options, name, value):
    text = value.replace("\\n", "\n")
    options.input = text if text.endswith("\n") else text + "\n"


_FLAGS = (
    "--where",
    "--timeline",
    "--time",
    "--no-run",
    "--check",
    "--recorded",
)
_WITH_CHECK = ("file", "timeout", "no_run", "check")
_READERS = {
    "--python": _text,
    "--start-method": _method,
    "--timeout": _seconds,
    "--expect": _expect,
    "--args": _args,
    "--env": _variable,
    "--input": _input,
    "--grace": _seconds,
}


def _check_name(file: str):
    if not file:
        raise ProgramError(f"%%program needs a file name: {USAGE}")
    stem, dot, ending = file.partition(".")
    if dot + ending != ".py" or not stem.isidentifier() or iskeyword(stem):
        raise ProgramError(
            f"%%program: {file!r} is not a plain file name such as "
            "tickets.py (letters, digits and _, no folder)"
        )
    if stem in sys.stdlib_module_names or stem in _RESERVED:
        raise ProgramError(
            f"%%program: {file} would hide Python's own module {stem}; "
            "choose another name"
        )


_RESERVED = ("sitecustomize", "usercustomize", "swimlanes", "test")


def folder_for(shell) -> Path:
    """Return the folder of this notebook's programs.

    `programs/NOTEBOOK` beside the notebook if its name is known, else a
    folder of this kernel's own, removed when the kernel ends.  The
    environment variable SWIMLANES_PROGRAMS names another one.
    """
    chosen = os.environ.get("SWIMLANES_PROGRAMS")
    if chosen:
        return Path(chosen).absolute()
    names = shell.user_ns
    notebook = names.get("__vsc_ipynb_file__") or names.get("__session__")
    notebook = Path(notebook or os.environ.get("JPY_SESSION_NAME", ""))
    if notebook.suffix == ".ipynb":
        return Path.cwd() / "programs" / notebook.stem
    return _own_folder()


@cache
def _own_folder() -> Path:
    """Make a temporary folder that goes when this process does.

    A kernel is often killed and cannot tidy up, so a small process waits for
    the end of its standard input, a pipe that only the kernel holds open.
    """
    folder = tempfile.mkdtemp(prefix="swimlanes-")
    code = (
        "import shutil, sys; sys.stdin.read(); "
        "shutil.rmtree(sys.argv[1], ignore_errors=True)"
    )
    _keepers.append(
        subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", code, folder],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
    )
    return Path(folder, "programs")


_keepers: list[subprocess.Popen] = []


def run_cell(line: str, cell: str, shell) -> program.Result | None:
    """Save the cell, run it, show what it prints, check how it ended."""
    options = parse(line)
    lines = cell.splitlines(keepends=True)
    source = "".join(x for x in lines if not x.startswith("# NBVAL_"))
    path = program.save(source, folder_for(shell) / options.file)
    if options.no_run:
        print(f"[saved {options.file}]")
        return None
    if options.check:
        return _check(path, options, shell)
    record = _record(source, options) if options.recorded else None
    if record and record.result:
        return _finish(record.result, options, shell)
    try:
        result = program.run(
            path,
            args=options.args,
            python=options.python,
            start_method=options.start_method,
            timeout=options.timeout,
            grace=options.grace,
            env=options.env,
            input=options.input,
            where=options.where or options.expect != "timeout",
            timeline=options.timeline,
            on_output=sys.stdout.write,
        )
    except Interrupted as stop:
        shell.user_ns["_program"] = stop.result
        _break_line(stop.result)
        raise
    _finish(result, options, shell)
    if record:
        record.store(result)
    return result


def _record(source, options):
    """Say where the result comes from, and show it if it is a stored one."""
    names = "args", "env", "input", "start_method", "timeline"
    given = {name: getattr(options, name) for name in names}
    given["source"] = source
    record = archive.Record(options.file, options.python, given)
    print(record)
    if record.result:
        print(record.result.output, end="")
    return record


def _finish(result, options, shell):
    """Show how a program ended, and whether that was expected."""
    shell.user_ns["_program"] = result
    _show(result, options)
    problem = mismatch(result, options.expect)
    if problem:
        error = ProgramError(f"{result.file}: {problem}")
        error.result = result
        raise error
    return result


def _check(path, options, shell):
    """Judge the answer that the cell imports, and show the judgement."""
    from IPython.display import display

    from .checking import check

    judgement = check(path, timeout=options.timeout)
    shell.user_ns["_program"] = judgement
    display(judgement)


def _break_line(result):
    if result.output and not result.output.endswith("\n"):
        print()


def _show(result: program.Result, options: Options):
    _break_line(result)
    notes = []
    if mismatch(result, options.expect) is None and result.ending != OK:
        notes.append(result.ending)
    if result.left:
        many = "process" if result.left == 1 else "processes"
        notes.append(
            f"{result.left} {many} outlived the program and had to be stopped"
        )
    last_line = result.output.rstrip("\n").rpartition("\n")[2]
    if last_line == NO_INPUT and not options.input:
        notes.append('the program asked for input: give it with --input "…"')
    notes += result.notes
    if options.time:
        notes.append(
            f"{result.seconds:.2f} s elapsed, "
            f"{result.cpu_seconds:.2f} s of processor time"
        )
    for line in [*(f"[{note}]" for note in notes), *result.where]:
        print(line)
    if result.timeline is not None:
        from IPython.display import display

        display(result.timeline)


OK = "exit code 0"
NO_INPUT = "EOFError: EOF when reading a line"


def mismatch(result: program.Result, expect: str) -> str | None:
    """Return what differs from the expected ending, or None."""
    if expect == "any":
        return None
    if expect == "timeout":
        met = result.why == "timeout"
    elif expect == "error":
        met = result.why is None and result.exit != 0
    else:
        met = result.why is None and result.exit == int(expect)
    if met:
        return None
    if expect == "0":
        return result.ending
    wanted = f"exit code {expect}" if expect.lstrip("-").isdigit() else expect
    return f"{result.ending}, where the cell expects: {wanted}"


def register(shell):
    """Teach the shell `%%program`; a second time changes nothing.

    Parameters
    ----------
    shell
        The `IPython.InteractiveShell`.
    """
    from IPython.core.magic import no_var_expand

    @no_var_expand
    def program_cell(line, cell):
        run_cell(line, cell, shell)

    shell.register_magic_function(program_cell, "cell", "program")
