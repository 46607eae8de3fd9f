"""See concurrency: run, record, measure, explore and check real programs.

Six nouns, one picture.  Nothing is imported before it is used, nothing is
patched on import, and the package needs the standard library only.
"""

from importlib import import_module

_HOME = {
    "check": "checking",
    "record": "recorder",
    "Timeline": "timeline",
    "sweep": "measurement",
    "compare": "comparison",
    "explore": "explorer",
    "replay": "explorer",
    "step": "stepping",
}

__all__ = [*_HOME, "load_ipython_extension"]


def __getattr__(name: str):
    if name not in _HOME:
        raise AttributeError(f"module 'swimlanes' has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__():
    return sorted(__all__)


def load_ipython_extension(shell):
    """Teach the notebook `%%program` (called by `%load_ext swimlanes`)."""
    from .magic import register

    register(shell)
