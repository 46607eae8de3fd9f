"""Calls of code that is not rewritten: builtins, C, and libraries.

What a known function reads or writes is written down here; of an unknown one
the worst is assumed: that it writes to everything mutable that it is given.
"""

import builtins
import collections
import os
import sys
import types

from ..history import WHOLE
from ..model.base import Model
from ..model.threads import Local
from ..places import is_machinery
from . import outside, reach

_READERS = (
    "abs",
    "all",
    "any",
    "ascii",
    "bin",
    "bytes",
    "chr",
    "complex",
    "dict",
    "divmod",
    "enumerate",
    "filter",
    "float",
    "format",
    "frozenset",
    "hash",
    "hex",
    "int",
    "iter",
    "len",
    "list",
    "map",
    "max",
    "min",
    "oct",
    "ord",
    "pow",
    "print",
    "range",
    "repr",
    "reversed",
    "round",
    "set",
    "slice",
    "sorted",
    "str",
    "sum",
    "tuple",
    "zip",
    "bool",
    "bytearray",
)
READERS = {getattr(builtins, name) for name in _READERS} | {
    collections.deque,
    collections.Counter,
    collections.OrderedDict,
}
_HARMLESS = (
    "isinstance",
    "issubclass",
    "id",
    "callable",
    "type",
    "object",
    "super",
    "property",
    "staticmethod",
    "classmethod",
)
HARMLESS = {getattr(builtins, name) for name in _HARMLESS}
LAZY = {iter, enumerate, zip, map, filter}
CALLING = (type(iter(int, 1)), map, filter)  # each of their steps is a call
GATHERING = {all, any, dict, frozenset, list, max, min, set, sorted, sum}
GATHERING |= {tuple, collections.Counter, collections.deque}
ORDERED = (list, collections.deque)
READING_MODULES = ("math", "dataclasses")
READING_METHODS = {
    "copy",
    "count",
    "index",
    "issubset",
    "issuperset",
    "isdisjoint",
    "union",
    "intersection",
    "difference",
    "symmetric_difference",
    "most_common",
    "elements",
    "total",
    "get",
    "__len__",
    "__contains__",
    "__iter__",
    "__getitem__",
    "__eq__",
    "__ne__",
    "__repr__",
    "hex",
    "decode",
    "startswith",
    "endswith",
    "find",
}
COMPARING_METHODS = {"count", "index", "remove", "sort"}
VIEWING_METHODS = {"keys", "values", "items"}
STORING_METHODS = {
    "append",
    "appendleft",
    "insert",
    "add",
    "setdefault",
    "put",
    "put_nowait",
}
QUIET_MODULES = (
    "threading",
    "_thread",
    "queue",
    "_queue",
    "concurrent",
    "contextlib",
    "functools",
    "_functools",
    "collections.abc",
    "typing",
    "enum",
    "abc",
    "warnings",
    "time",
    "swimlanes",
)


def module_of(function):
    """Return the name of the module that a callable comes from.

    A function says it itself: `wraps` gives it the name of another's.
    """
    code = getattr(function, "__func__", function)
    if isinstance(code, types.FunctionType):
        return code.__globals__.get("__name__", "")
    name = getattr(function, "__module__", None)
    if not isinstance(name, str):
        owner = getattr(function, "__self__", None)
        if isinstance(owner, types.ModuleType):
            name = owner.__name__
        else:
            name = type(owner).__module__
    return name


def _belongs(module, names):
    return module in names or module.partition(".")[0] in names


def is_foreign(function):
    """Is this function's source left as it is?"""
    return is_machinery(function.__code__.co_filename)


def announce(run, site, function, args, kwargs):
    """Announce what a call concerns.

    Returns the arguments, changed if they are to be gone through step by
    step, and whether the function could do more after calling back.
    """
    kind = type(function)
    owner = reach.shown(getattr(function, "__self__", None))
    if kind is types.MethodType:
        inner = function.__func__
        if isinstance(owner, (Model, Local)):
            return args, False
        if type(inner) is types.FunctionType and not is_foreign(inner):
            return args, False
    module = module_of(function)
    if outside.leaves(function, module):
        _leave(run, function, module)
    if _asks_for_death(function, module):
        run.unseen = run.unseen or "when an object dies"
    values = (*args, *kwargs.values())
    if outside.touches_world(function, module, owner, values):
        _use_world(run, site, values)
        return args, True
    if function is iter and len(args) > 1:  # until a value comes
        return args, False
    if kind is type and function in LAZY or module == "itertools":
        return [_stepwise(site, argument) for argument in args], False
    if function in (max, min) and "key" in kwargs and len(args) == 1:
        return [_stepwise(site, args[0])], False
    if _is(function, GATHERING) and args and type(args[0]) in CALLING:
        return [_stepwise(site, args[0]), *args[1:]], False
    find = _places(run, function, owner, module, args, kwargs)
    if find is None:
        return args, False
    touches = find()
    writes = any(writes for _, _, writes in touches)
    if writes:
        run.access(site, "write", None, find)
    elif touches:
        run.access(site, "read", None, find, look=touches)
    return args, writes


def _asks_for_death(function, module):
    """Would it matter when an object dies?  In a run, none does."""
    if module in ("weakref", "_weakref", "_weakrefset"):
        return True
    return isinstance(function, type) and hasattr(function, "__del__")


def _use_world(run, site, values):
    """Announce a use of files: of all of them, for a name tells little."""
    run.unseen = run.unseen or outside.WORLD

    def places():
        world = (run.world, WHOLE, True)
        return (world, *reach.deep(run, *values, writes=True, objects=True))

    run.access(site, "write", None, places)


def _places(run, function, owner, module, args, kwargs):
    """Return a function that returns the places concerned, or None."""
    from . import hooks

    values = (*args, *kwargs.values())
    if _is(function, HARMLESS):
        return None
    if function in (getattr, hasattr) and len(args) > 1:
        return lambda: reach.attribute(run, args[0], args[1])
    if function in (setattr, delattr):
        if reach.replaces_method(args[0], args[1]):
            run.unseen = f"a method is replaced ({args[1]})"
        return lambda: reach.attribute(run, args[0], args[1], True)
    if function is next and args:
        return lambda: next_of(run, args[0])
    if function is os.getenv:
        return lambda: reach.whole(run, os.environ)
    if function is len and values:
        return lambda: reach.length(run, values[0])
    if function is sorted and kwargs.get("key") is not None:  # is compared
        return lambda: (
            *reach.deep(run, *values, items=False),
            *_consumed(run, values[0]),
        )
    if _is(function, READERS):
        return lambda: (
            *reach.deep(run, *values),
            *(touch for v in values for touch in _consumed(run, v)),
        )
    if isinstance(function, type):
        if function.__module__ == "builtins":
            return lambda: reach.deep(run, *values)
        init = function.__init__
        known = isinstance(init, types.FunctionType) and not is_foreign(init)
        if known or _belongs(module, QUIET_MODULES) or _is_learners(function):
            return None
        return lambda: reach.deep(run, *values, writes=True)
    if reach.is_container(owner):
        name = getattr(function, "__name__", "")
        reads = name in READING_METHODS or name in VIEWING_METHODS
        return lambda: (
            *reach.deep(run, owner, writes=not reads, objects=True),
            *reach.deep(run, *values),
        )
    if _belongs(module, QUIET_MODULES):
        return None
    if module in READING_MODULES:
        return lambda: (
            *reach.deep(run, *map(_parts, values), objects=True),
            *(touch for v in values for touch in _consumed(run, v)),
        )
    if owner is not None and not isinstance(owner, types.ModuleType):
        return _method_places(run, function, owner, values, hooks)
    return lambda: reach.deep(run, *values, writes=True, objects=True)


def _is(function, known):
    try:
        return function in known
    except TypeError:  # not hashable
        return False


def _is_learners(cls):
    """Is this class the learner's own?"""
    module = sys.modules.get(cls.__module__)
    file = getattr(module, "__file__", None)
    return file is None or not is_machinery(file)


def _method_places(run, function, owner, values, hooks):
    name = getattr(function, "__name__", "")
    if isinstance(owner, dict) and name == "get" and values:
        return lambda: hooks._only_read(reach.item(run, owner, values[0]))
    if name in VIEWING_METHODS and isinstance(owner, dict):
        return None
    if type(owner) in reach.FROZEN:
        return lambda: reach.deep(run, *values)
    if isinstance(owner, (Model, Local)) or name == "__new__":
        return None
    if isinstance(owner, type):  # dict.fromkeys and the like
        return lambda: reach.deep(run, *values)
    reads = name in READING_METHODS
    record = reach.record_of(run, owner)
    inner = () if name in STORING_METHODS else values
    changes = not reads and not isinstance(owner, reach.MUTABLE)

    def places():
        others = reach.deep(run, *inner, writes=changes, objects=changes)
        if name in COMPARING_METHODS and isinstance(owner, ORDERED):
            others += reach.deep(run, *owner)
        return ((record, WHOLE, not reads), *others)

    return places


def _parts(value):
    """What can change of a value: a frozen dataclass itself cannot."""
    about = getattr(type(value), "__dataclass_params__", None)
    frozen = about is not None and about.frozen
    return tuple(reach._attributes(value)) if frozen else value


def _consumed(run, value):
    """An iterator is used up (a generator announces that itself)."""
    if isinstance(value, types.GeneratorType):
        return ()
    return next_of(run, value) if hasattr(value, "__next__") else ()


def next_of(run, iterator):
    """Return the places that the next step of an iterator concerns."""
    if outside.is_file(iterator):
        run.unseen = run.unseen or outside.WORLD
        return ((run.world, WHOLE, True),)
    if isinstance(iterator, types.GeneratorType):
        own = iterator.gi_frame or iterator  # its code announces it as well
    else:
        own = iterator
    own = ((reach.record_of(run, own), WHOLE, True),)
    if id(iterator) in run.views:
        return (*own, *reach.whole(run, run.views[id(iterator)][1]))
    return own


def _stepwise(site, argument):
    from . import hooks

    if isinstance(argument, (*reach.MUTABLE, *reach.VIEWS, *CALLING)):
        return hooks.steps(site, argument)
    return argument


def _leave(run, function, module):
    """The call acts where the explorer cannot see: end the run."""
    from ..engine import Stop, user_frame
    from ..verdict import Failure

    name = getattr(function, "__qualname__", type(function).__name__)
    module = "os" if module in outside.SYSTEM else module
    failure = Failure.outside(
        run.current.name, f"{module}.{name}", user_frame()
    )
    run.fail(failure)
    raise Stop
