"""Calls that reach beyond the process: some end the run, some are watched.

Whoever forks, ends the process or waits for a key cannot be put on a schedule:
the run ends before the call.  Files can: each use of them is an access to one
place, "the world".  But nobody puts them back before the next run, and another
process may change them, so the search does not claim to have seen everything.
"""

import builtins
import functools
import io
import pathlib
import sys

MODULES = (
    *("subprocess", "socket", "_socket", "select", "selectors"),
    *("multiprocessing", "ssl", "asyncio", "signal", "urllib", "http"),
    *("pty", "_posixsubprocess"),
)
SYSTEM = ("posix", "nt", "os")
SYSTEM_CALLS = (
    *("fork", "forkpty", "system", "popen", "_exit", "abort", "kill"),
    *("killpg", "wait", "waitpid", "waitid", "wait3", "wait4", "startfile"),
    *("register_at_fork",),
)
SYSTEM_FAMILIES = ("exec", "spawn", "posix_spawn")
THREAD_CALLS = ("interrupt_main", "start_new_thread", "start_new")
THREAD_CALLS += ("start_joinable_thread",)

FILE = io.IOBase.__base__  # made in C: asking it costs little
MEMORY = (io.StringIO, io.BytesIO)
WORLD = "files and other things of the operating system"
FILES = (
    *("io", "_io", "shutil", "pathlib", "genericpath", "tempfile", "glob"),
    *("fileinput", "sqlite3", "_sqlite3", "dbm", "shelve", "mmap", "fcntl"),
    *("ctypes", "_ctypes", "zipfile", "tarfile", "gzip", "bz2", "lzma"),
)
OWN_BUSINESS = (
    *("getpid", "getppid", "getlogin", "cpu_count", "process_cpu_count"),
    *("fspath", "fsencode", "fsdecode", "strerror", "urandom", "uname"),
    *("sched_yield", "times", "get_terminal_size", "getenv", "getenvb"),
)
PATH_LOOKS = ("islink", "lexists", "ismount", "realpath", "exists", "isfile")
PATH_LOOKS += ("isdir", "isjunction", "isdevdrive")


@functools.cache
def _role(module):
    """What a module's functions have to do with the world, if anything."""
    top = module.partition(".")[0]
    if module in MODULES or top in MODULES:
        return "leaves"
    if module in SYSTEM:
        return "system"
    if top in FILES or module in ("posixpath", "ntpath"):
        return "files"
    return module if module in ("builtins", "_thread") else None


def leaves(function, module):
    """Must the run end before this call?"""
    role = _role(module)
    if role is None or role == "leaves":
        return role is not None
    if role == "builtins":
        return function is builtins.input or function is builtins.breakpoint
    name = getattr(function, "__name__", "")
    if role == "system":
        return name in SYSTEM_CALLS or name.startswith(SYSTEM_FAMILIES)
    if role == "_thread":
        return name in THREAD_CALLS
    owner = getattr(function, "__self__", None)
    return owner is not None and (owner is sys.stdin or owner is sys.__stdin__)


def is_file(thing):
    """Is it an open file?"""
    return isinstance(thing, FILE) and not isinstance(thing, MEMORY)


def touches_world(function, module, owner, values):
    """Does this call look at files, or change them?"""
    role = _role(module)
    if role == "files" or role == "system":
        name = getattr(function, "__name__", "")
        if _acts_on_files(function, module, owner, name):
            return True
    return any(map(is_file, values))


def _acts_on_files(function, module, owner, name):
    if module in SYSTEM:
        return name not in OWN_BUSINESS
    if module in ("posixpath", "ntpath"):
        return name in PATH_LOOKS
    if isinstance(owner, pathlib.PurePath):
        return not hasattr(pathlib.PurePath, name)
    if isinstance(function, type):
        return not issubclass(function, (pathlib.PurePath, *MEMORY))
    return not isinstance(owner, MEMORY)
