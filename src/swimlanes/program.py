"""Runs a Python file as a program of its own and tells how it ended.

A function defined in a notebook cannot be started under spawn or forkserver,
forking a kernel is unsafe, and the output of children goes astray.  A file
run by `supervisor.py` has none of these troubles, and leaves nothing behind.
Nothing here needs a notebook: `magic.py` adds the cell.
"""

import codecs
import io
import math
import os
import queue
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from . import interpreters
from .errors import Interrupted, ProgramError
from .where import positions

HERE = Path(__file__).resolve().parent
SILENCE = 0.2  # seconds after which half a line is shown
SILENCES = 25  # so many in a row after the end: nothing more will come
MAX_CHARACTERS = 1_000_000
MAX_BYTES = 4 * MAX_CHARACTERS  # a character has four at most
MAX_LINES = 10_000

_NOT_FOR_PROGRAMS = re.compile(
    "FORCE_COLOR|CLICOLOR.*|PYTHONUNBUFFERED|PYTEST_.*|JPY_.*|PYTHONSTARTUP"
)
_SUPERVISOR = "supervisor.py" if os.name == "posix" else "supervisor_nt.py"


@dataclass
class Result:
    """How a program ran.

    Attributes
    ----------
    file
        Name of the program's file.
    output
        What it wrote to standard output and standard error.
    exit
        Exit code; -N when signal N ended it.
    why
        Why it was stopped: None (it ended by itself), "timeout", "output"
        (more than 1 MB or 10,000 lines) or "interrupt".
    seconds, cpu_seconds
        Elapsed time, and processor time of all its processes together.
    left
        Number of processes that outlived the program and were stopped.
    where
        After a timeout: one line per thread, saying where it stood.
    timeline
        The recorded `Timeline`, if asked for.
    notes
        What could not be done, one sentence each.
    """

    file: str
    timeout: float
    output: str = ""
    exit: int | None = None
    why: str | None = None
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    left: int = 0
    where: list[str] = field(default_factory=list)
    timeline: object = None
    notes: list[str] = field(default_factory=list)

    def __repr__(self):
        return f"<{self.file}: {self.ending} after {self.seconds:.2f} s>"

    @property
    def ending(self) -> str:
        """How it ended, such as `exit code 3`."""
        if self.why == "timeout":
            return f"stopped after {self.timeout:g} s: still running"
        if self.why == "output":
            return f"stopped: more than {MAX_LINES:,} lines or 1 MB of output"
        if self.why == "interrupt":
            return "interrupted"
        if self.exit is None or self.exit >= 0:
            return f"exit code {self.exit}"
        try:
            name = f" ({signal.Signals(-self.exit).name})"
        except ValueError:
            name = ""
        return f"ended by signal {-self.exit}{name}"


def save(source: str, path: str | os.PathLike) -> Path:
    """Write a program's file, unless it has that content already.

    Returns the absolute path.  Raises ProgramError if it cannot be written.
    """
    path = Path(path).absolute()
    content = source.encode("utf-8")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
    except OSError as error:
        raise ProgramError(f"cannot save {path}: {error.strerror}") from None
    return path


def run(
    path: str | os.PathLike,
    *,
    args: Sequence[str] = (),
    runner: Sequence[str] = (),
    python: str | None = None,
    start_method: str | None = None,
    timeout: float = 60,
    grace: float = 3,
    env: Mapping[str, str] | None = None,
    input: str = "",
    where: bool = True,
    timeline: bool = False,
    on_output: Callable[[str], object] | None = None,
    as_is: bool = False,
) -> Result:
    """Run a Python file in its own folder and wait for its end.

    All its processes have ended when this returns.

    Parameters
    ----------
    path
        The file; it runs as `python NAME.py` in the folder it lies in.
    args
        Command-line arguments of the program.
    runner
        What runs the file instead of Python itself, such as
        ``["-m", "trace", "--trace"]``.
    python
        Another interpreter: a version such as "3.14", or a path.
    start_method
        multiprocessing's start method: "fork", "spawn" or "forkserver".
    timeout
        Seconds after which the program is stopped.
    grace
        Seconds between an interrupt and the kill.
    env
        Environment variables to add.
    input
        Text for its standard input, which is at its end without it.
    where
        Whether to ask, at the timeout, where each thread stands.
    timeline
        Whether to record what its threads and processes did.
    on_output
        Called in this thread with each piece of output, in whole lines.
    as_is
        Whether to run it as a terminal does: in the present folder, under
        the name given, with this process's standard input (on Linux), and
        with all its output, which only `on_output` gets.

    Raises
    ------
    ProgramError
        The program could not be started.
    Interrupted
        A KeyboardInterrupt; the program was stopped, `.result` has the rest.
    """
    given, path = os.fspath(path), Path(path).absolute()
    if not path.is_file():
        raise ProgramError(f"there is no file {path}")
    name, folder = (given, Path.cwd()) if as_is else (path.name, path.parent)
    command = [*interpreters.find(python), *runner, name, *args]
    _check_start_method(start_method)
    result = Result(path.name, timeout)
    with tempfile.TemporaryDirectory(
        prefix="swimlanes-", ignore_cleanup_errors=True
    ) as scratch:
        scratch = Path(scratch)
        _prepare_input(scratch / "input", None if as_is else input)
        environment = _environment(env, start_method)
        if where:
            environment["SWIMLANES_SCRATCH"] = str(scratch)
        if timeline:
            (scratch / "timeline").mkdir()
            environment["SWIMLANES_TIMELINE"] = str(scratch / "timeline")
        sample = "1" if timeline and sys.platform == "linux" else "0"
        options = [scratch, timeout, grace, sample]
        session = _Session(folder, math.inf if as_is else MAX_BYTES)
        with session.taking_interrupts():
            session.start([*map(str, options), *command], environment)
            try:
                show = on_output or (lambda text: None)
                session.follow(
                    result, _AsItIs(show) if as_is else _Output(folder, show)
                )
            finally:
                session.close()
        if result.why == "timeout" and where:
            result.where = positions(scratch, path)
        if timeline:
            _load_timeline(result, scratch / "timeline")
    if session.interrupts:
        error = Interrupted(f"{path.name} was stopped")
        error.result = result
        raise error
    return result


def _prepare_input(path: Path, text: str | None):
    """Make the program's standard input: `text`, or our own (on Linux)."""
    own = Path(f"/proc/{os.getpid()}/fd/0")
    opens = own.exists() and not own.is_socket()  # that opens only once
    if text is None and opens:
        path.symlink_to(own)
    else:
        path.write_text(text or "", encoding="utf-8", newline="\n")


def _check_start_method(name: str | None):
    if name is None:
        return
    from multiprocessing import get_all_start_methods

    methods = get_all_start_methods()
    if name not in methods:
        raise ProgramError(
            f"this system has no start method {name!r}; "
            f"it has {', '.join(methods)}"
        )


def _environment(env, start_method) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not _NOT_FOR_PROGRAMS.fullmatch(name)
    }
    inherited = filter(None, kept.get("PYTHONPATH", "").split(os.pathsep))
    search_path = [str(HERE / "_site"), *map(os.path.abspath, inherited)]
    kept |= {
        "PYTHONPATH": os.pathsep.join(search_path),
        "PYTHONUTF8": "1",
        "PYTHON_COLORS": "0",
        "NO_COLOR": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "MPLBACKEND": "agg",
    }
    if start_method:
        kept["SWIMLANES_START_METHOD"] = start_method
    return kept | dict(env or {})


def _load_timeline(result: Result, folder: Path):
    try:
        from .timeline import Timeline

        result.timeline = Timeline.load(folder)
    except Exception as error:  # the program's run is worth more
        result.notes.append(f"no timeline: {error}")


class _Session:
    """One supervisor, and two threads that read what is said.

    The program's output and the supervisor's report come through pipes that
    only a thread can wait for on every system.  The calling thread alone
    touches the result and calls `on_output`.
    """

    def __init__(self, folder: Path, room: float):
        self.folder, self.room = folder, room
        self.interrupts = self.interrupts_told = 0
        self.report: dict[str, str] = {}
        self.chunks: queue.SimpleQueue = queue.SimpleQueue()

    @contextmanager
    def taking_interrupts(self):
        """Count Ctrl-C, instead of a KeyboardInterrupt at any line."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        def count(number, frame):
            self.interrupts += 1
            self.chunks.put("")  # wakes `follow`

        before = signal.signal(signal.SIGINT, count)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before or signal.default_int_handler)

    def start(self, command: list[str], environment):
        self.supervisor = subprocess.Popen(
            [sys.executable, "-I", "-S", HERE / _SUPERVISOR, *command],
            cwd=self.folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        self.readers = [
            threading.Thread(target=read, daemon=True)
            for read in (self._read_output, self._read_report)
        ]
        for reader in self.readers:
            reader.start()

    def _read_output(self):
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        room = self.room
        while data := os.read(self.supervisor.stdout.fileno(), 65536):
            if room > 0:  # else read on, or the program could not end
                self.chunks.put(decoder.decode(data))
            room -= len(data)
        self.chunks.put(decoder.decode(b"", final=True))

    def _read_report(self):
        for line in self.supervisor.stderr:
            text = line.decode("utf-8", "replace").strip()
            name, _, value = text.partition(" ")
            self.report[name] = value
        if "program" in self.report and "done" not in self.report:
            with suppress(OSError):  # the program may have killed its watcher
                os.killpg(int(self.report["program"]), signal.SIGKILL)
        self.chunks.put("")  # wakes the calling thread

    def follow(self, result: Result, output):
        """Hand on the output until the program and all of it have ended."""
        silences = 0
        while self._is_open() or not self.chunks.empty():
            done = "done" in self.report  # asked before the wait, not after
            try:
                output.add(self.chunks.get(timeout=SILENCE))
                silences = 0
            except queue.Empty:
                output.flush()
                silences += done
                if silences == SILENCES:
                    break  # a process that got away holds the output open
            if self.interrupts > self.interrupts_told:
                self.interrupts_told += 1
                self._tell(b"i")
            if output.full:
                self._tell(b"o")
        output.flush()
        result.output = "".join(output.pieces)
        self._fill(result)

    def _is_open(self) -> bool:
        return any(reader.is_alive() for reader in self.readers)

    def _tell(self, letter: bytes):
        with suppress(BrokenPipeError):  # it has ended by itself
            os.write(self.supervisor.stdin.fileno(), letter)

    def _fill(self, result: Result):
        report = self.report
        if "failed" in report or "done" not in report:
            reason = report.get("failed", "its supervisor was killed")
            raise ProgramError(f"could not run {result.file}: {reason}")
        if "sampler" in report:
            result.notes.append(f"no thread states: {report['sampler']}")
        if "exit" in report:
            result.exit = int(report["exit"])
        result.why = report["why"] or None
        result.seconds = float(report["seconds"])
        result.cpu_seconds = float(report["cpu_seconds"])
        result.left = int(report["left"])

    def close(self):
        """Cut the lifeline; whatever still runs is killed."""
        self.supervisor.stdin.close()
        self.supervisor.wait()
        for reader in self.readers:
            reader.join(SILENCE)
            if reader.is_alive():  # see `follow`: closing would not end it
                return
        self.supervisor.stdout.close()
        self.supervisor.stderr.close()


class _AsItIs:
    """Hands on all output as it comes, and keeps none."""

    full, pieces = False, ()

    def __init__(self, show):
        self.add = show

    def flush(self):
        """There is nothing to wait for."""


class _Output:
    """Hands on whole lines, without the folder's path, up to the limits."""

    def __init__(self, folder: Path, show):
        self.show = show
        self.pieces: list[str] = []
        self.rest = ""  # the start of a line
        self.lines = self.characters = 0
        self.full = False
        names = {str(folder), os.path.realpath(folder)}
        path = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
        self.inside = re.compile(f"(?:{path}){re.escape(os.sep)}")
        self.itself = re.compile(rf"(?:{path})(?![\w.-])")

    def add(self, text: str):
        """Take a chunk; show the whole lines that it completes."""
        whole, newline, rest = (self.rest + text).rpartition("\n")
        self.rest = rest
        if newline:
            self._emit(whole + newline)

    def flush(self):
        """Show half a line, too: a prompt, or the dots of a progress bar."""
        text, self.rest = self.rest, ""
        if text:
            self._emit(text)

    def _emit(self, text: str):
        if self.full:
            return
        text = text.replace("\r\n", "\n")
        text = self.itself.sub(".", self.inside.sub("", text))
        lines = io.StringIO(text).readlines()[: MAX_LINES - self.lines]
        kept = "".join(lines)[: MAX_CHARACTERS - self.characters]
        self.full = len(kept) < len(text)
        self.lines += kept.count("\n")
        self.characters += len(kept)
        self.pieces.append(kept)
        self.show(kept)
