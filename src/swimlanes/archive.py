"""Results of programs on a Python that a reader may not have: `--recorded`.

`make record` runs the program and stores what it did, with its origin, in
`recorded/NOTEBOOK/FILE@VERSION.json` beside the notebook.  Where that Python
is missing, the cell shows the file; but never for a program that differs in
more than its comments, because then the result would be another one.
"""

import ast
import datetime
import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from . import interpreters
from .errors import ProgramError
from .program import Result

FOLDER = "recorded"
_VERSION = re.compile(r"\d+\.\d+t?")
_ORIGIN = """\
import json, os, platform
print(json.dumps({
    "python": platform.python_version(),
    "system": f"{platform.system()} {platform.machine()}",
    "cores": os.cpu_count(),
}))
"""


class Record:
    """A program's result on one version of Python.

    Parameters
    ----------
    file
        Name of the program's file.
    python
        The version, such as "3.14t".
    given
        What the result depends on, as plain data: the program's text as
        ``"source"``, and options.

    Attributes
    ----------
    result
        The stored `Result` where that Python is missing, else None.
    origin
        Python, system, cores and date of the stored result, or of the one
        that is about to be stored; None where the program only runs.

    Raises
    ------
    ProgramError
        `python` is no version, or it is missing and so is its result.
    """

    def __init__(self, file: str, python: str | None, given: Mapping):
        if not _VERSION.fullmatch(python or ""):
            raise ProgramError(
                "%%program: --recorded needs --python with a version, "
                "such as --python 3.14t"
            )
        self.file, self.python, self.given = file, python, dict(given)
        self.result = self.origin = None
        try:
            command = interpreters.find(python)
        except ProgramError:
            command = None
        if command is None or not shutil.which(command[0]):
            self._load(Path.cwd() / FOLDER)
        elif "SWIMLANES_RECORD" in os.environ:
            self.origin = origin_of(command)

    def __str__(self):
        """Tell in one line where the result comes from.

        `notebooks/sanitize.cfg` hides what follows the version.
        """
        if self.origin is None:
            return f"[Python {self.python}: run here]"
        return (
            "[Python {0}: recorded {recorded} with {python} on {system}, "
            "{cores} cores]"
        ).format(self.python, **self.origin)

    @property
    def _name(self) -> str:
        return f"{self.file}@{self.python}.json"

    def _load(self, folder: Path):
        """Look at the records of all notebooks of the part."""
        paths = sorted(folder.glob(f"*/{self._name}"))
        for path in paths:
            data = json.loads(path.read_text("utf-8"))
            if _same(data["given"], self.given):
                self.origin, self.result = data["origin"], _result(data)
                return
        missing = f"no Python {self.python} here, and "
        cure = f"install Python {self.python} or name it in SWIMLANES_PYTHONS"
        if paths:
            raise ProgramError(
                f"{missing}{self.file} has changed since its result was "
                f"recorded: undo the change, or {cure}"
            )
        raise ProgramError(
            f"{missing}no recorded result of {self.file}: {cure}"
        )

    def store(self, result: Result):
        """Store a result in the folder that SWIMLANES_RECORD names, if any.

        `make record` sets it; what a learner or a test runs changes nothing.
        """
        folder = os.environ.get("SWIMLANES_RECORD")
        if not folder:
            return
        data = {"given": self.given, "origin": self.origin}
        data["result"] = {**vars(result), "timeline": None}
        if result.timeline is not None:
            data["timeline"] = json.loads(result.timeline.to_json())
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        Path(folder).mkdir(parents=True, exist_ok=True)
        Path(folder, self._name).write_text(text + "\n", "utf-8")


def origin_of(command: Sequence[str]) -> dict:
    done = subprocess.run(
        [*command, "-c", _ORIGIN], capture_output=True, text=True
    )
    if done.returncode:
        reason = done.stderr.strip().rpartition("\n")[2]
        raise ProgramError(f"{command[0]} does not run: {reason}")
    date = datetime.date.today().isoformat()
    return {"recorded": date, **json.loads(done.stdout)}


def _same(one: Mapping, other: Mapping) -> bool:
    alike = {**one, "source": ""} == {**other, "source": ""}
    return alike and _bare(one["source"]) == _bare(other["source"])


def _bare(source: str) -> str:
    """Return the program without what only a reader sees."""
    try:
        return ast.dump(ast.parse(source))
    except SyntaxError:  # newer than this Python, or a mistake to be shown
        return source


def _result(data: Mapping) -> Result:
    result = Result(**data["result"])
    if "timeline" in data:
        from .timeline import Timeline

        result.timeline = Timeline.from_json(json.dumps(data["timeline"]))
    return result
