"""One search at a time, for it changes modules of the process."""

from _thread import get_ident
from contextlib import contextmanager
from threading import Lock

from .engine import current_run

IN_TASKS = {}  # the thread of an async scenario's run: its `tasks.Session`
_busy = Lock()


@contextmanager
def only_search():
    """``with only_search():`` no other search is running, or RuntimeError."""
    if current_run() is not None or get_ident() in IN_TASKS:
        raise RuntimeError("explore() cannot be used inside a scenario")
    if not _busy.acquire(blocking=False):
        raise RuntimeError("another exploration is running already")
    try:
        yield
    finally:
        _busy.release()
