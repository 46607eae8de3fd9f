"""Finds other Pythons on this machine: `3.14`, `3.13t`, or a path.

Looked for in this order: this very interpreter, the environment variable
SWIMLANES_PYTHONS (`3.14=/opt/bin/python3.14`, several separated by `;`),
pyenv, uv, the search path, and the Windows launcher `py`.
"""

import os
import re
import shlex
import shutil
import sys
import sysconfig
from pathlib import Path

from .errors import ProgramError

OLDEST = (3, 9)  # that the files in _site can run under
_VERSION = re.compile(r"\d+\.\d+t?")


def find(name: str | None) -> list[str]:
    """Return the command that starts the Python called `name`.

    Parameters
    ----------
    name
        A version such as "3.14" or "3.14t" (free-threaded), the path of an
        interpreter, or None for the one that runs now.

    Raises
    ------
    ProgramError
        There is no such interpreter; the message names those found.
    """
    if not name or name == own_version():
        return [sys.executable]
    known = {} if shutil.which(name) else available()
    if name in known:
        return known[name]
    if _VERSION.fullmatch(name) is None and shutil.which(name):
        return [os.path.abspath(shutil.which(name))]
    raise ProgramError(
        f"no Python {name!r} here; found: {', '.join(known or available())}"
    )


def available() -> dict[str, list[str]]:
    """Return {version: command} of every interpreter found."""
    found = dict(_listed())
    for version, path in [*_installed(), *_on_search_path()]:
        found.setdefault(version, [str(path)])
    found[own_version()] = [sys.executable]
    usable = (version for version in found if _key(version) >= OLDEST)
    return {version: found[version] for version in sorted(usable, key=_key)}


def _key(version: str) -> tuple[int, int, bool]:
    major, minor = version.rstrip("t").split(".")
    return int(major), int(minor), version.endswith("t")


def own_version() -> str:
    free = "t" if sysconfig.get_config_var("Py_GIL_DISABLED") else ""
    return f"{sys.version_info[0]}.{sys.version_info[1]}{free}"


def _listed():
    for entry in os.environ.get("SWIMLANES_PYTHONS", "").split(";"):
        version, _, command = entry.partition("=")
        if command and _VERSION.fullmatch(version.strip()):
            yield version.strip(), shlex.split(command, posix=os.name != "nt")


def _installed():
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    uv = Path.home() / ".local" / "share" / "uv" / "python"
    for folder in [*pyenv.glob("versions/3.*"), *uv.glob("cpython-3.*")]:
        version = re.match(
            r"(?:cpython-)?(\d+\.\d+)\.\w+?(\+freethreaded|t)?(-|$)",
            folder.name,
        )
        path = folder / "bin" / "python3"
        if version and path.exists():
            yield version[1] + ("t" if version[2] else ""), path


def _on_search_path():
    folders = os.environ.get("PATH", "").split(os.pathsep)
    for folder in map(Path, folders):
        if folder.name == "shims":  # pyenv's: they may lead nowhere
            continue
        for path in folder.glob("python3.*"):
            version = re.fullmatch(r"python(3\.\d+t?)(\.exe)?", path.name)
            if version and os.access(path, os.X_OK):
                yield version[1], path
