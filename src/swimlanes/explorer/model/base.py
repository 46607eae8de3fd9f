"""What all models share: a record, a name, and the way to the run."""

import ast
import linecache
import re

from ..engine import current_run, user_frame
from ..history import WHOLE, Record
from ..places import is_machinery
from ..values import ATOMS, show
from .outliving import let_outlive, real_class


class Model:
    """Stands in for a class while the calling thread is part of a run.

    Elsewhere (in the kernel's own threads, say) the real class answers.
    """

    real = None  # set by `patches`

    def __new__(cls, *args, **kwargs):
        if current_run() is None:
            return real_class(cls)(*args, **kwargs)
        return object.__new__(cls)

    @property
    def __class__(self):
        """Be an instance of the real class, for who imported that one."""
        return self.real if isinstance(self.real, type) else type(self)

    def __init_subclass__(cls):
        if cls.__module__.startswith(__package__):
            let_outlive(cls)

    def _outlive(self, real):
        """Make a real one that goes on where this one was left."""
        return real()

    def _begin(self):
        """Call this first in __init__."""
        run = current_run()
        self._record = Record(self)
        self._write = ((self._record, WHOLE, True),)
        self._read = ((self._record, WHOLE, False),)
        self._label = _name(self, run)
        maker = run.current.number
        self._hash = hash((maker, run.count(maker)))

    def __hash__(self):
        """Order sets by who made what, not by address: runs must repeat."""
        return self._hash

    def _holders(self):
        return ()

    def __repr__(self):
        return f"<{type(self).__name__} {self._label}>"


def acting():
    """Return the run, or None for a caller that no run controls."""
    run = current_run()
    if run is not None and run.stopping:
        run.refuse(run.current)
    return run


def call(function, *args, **kwargs):
    """Call a function of the learner's: builtins must be seen here too."""
    from ..instrument import hooks

    return hooks.call_from(user_frame(), function, *args, **kwargs)


def seconds(timeout):
    """Return a timeout as the run wants it: None for ever."""
    return None if timeout is None else max(0.0, float(timeout))


def _name(model, run):
    """The variable to which the line that made the object gives it."""
    kind = type(model).__name__
    count = run.count(kind)
    if run.trace is None:
        return f"{kind}-{count}"
    frame = user_frame()
    file, line = frame.f_code.co_filename, frame.f_lineno
    if is_machinery(file):
        return f"{kind}-{count}"
    made = run.count((kind, frame.f_code, line))
    source = _statement(linecache.getline(file, line), kind, made)
    entered = re.findall(r"\bas ([A-Za-z_]\w*)\b", source)
    if source.lstrip().startswith("with ") and len(entered) == 1:
        return entered[0]
    left, equals, right = source.partition("=")
    targets = left.partition(":")[0].split(",")
    names = [_target(text.strip(), frame) for text in targets]
    if not equals or right.startswith("=") or not all(names):
        return f"{kind}-{count}"
    place = ("name", frame.f_code, line)
    if len(names) > 1:
        names = _made_by_calls(source, names)
        return names[min(run.count(place), len(names)) - 1]
    made = run.count((*place, names[0]))
    if " for " in right:
        return f"{names[0]}[{made - 1}]"
    return names[0] if made == 1 else f"{names[0]}#{made}"


def _statement(source, kind, made):
    """Of `if x: n = 0; lock = Lock()`, return ` lock = Lock()`."""
    source = re.sub(r"^\s*(if|elif|else|try|for|while)\b[^:]*:", "", source)
    parts = [p for p in source.split(";") if re.search(rf"\b{kind}\(", p)]
    return parts[(made - 1) % len(parts)] if parts else source


def _target(text, frame):
    """Return the name for what is assigned to, or None: `locks['a']`."""
    found = re.fullmatch(r"([A-Za-z_][\w.]*)(?:\[([^\]]+)\])?", text)
    if found is None:
        return None
    name, key = found.groups()
    name = name.removeprefix("self.")
    if key is None:
        return name
    value = frame.f_locals.get(key)
    if type(value) in ATOMS and key in frame.f_locals:
        key = show(value)
    return f"{name}[{key}]"


def _made_by_calls(source, names):
    """Of `n, lock = 0, Lock()`, return the names that a call gives a value."""
    try:
        value = ast.parse(source.strip()).body[0].value
    except (SyntaxError, AttributeError):  # part of a longer statement
        return names
    values = getattr(value, "elts", ())
    if len(values) != len(names):
        return names
    pairs = zip(names, values, strict=True)
    return [n for n, v in pairs if isinstance(v, ast.Call)] or names
