"""What C code calls on the learner's behalf: ``map(d.get, keys)``.

A function of the learner's is watched itself, whoever calls it.  A builtin is
not, so it is wrapped into one that announces each of its calls.
"""

import contextvars
import functools
import itertools
import sys
import types
from contextlib import ExitStack

from ..engine import current_run
from ..model.base import Model
from ..model.threads import Local
from ..model.twins import twin
from . import calls, reach

FIRST = (
    *(map, filter, functools.reduce, itertools.starmap),
    *(itertools.takewhile, itertools.dropwhile, itertools.filterfalse),
)
SECOND = {itertools.accumulate: "func", itertools.groupby: "key"}
KEYED = (sorted, min, max)
KEYED_MODULES = ("heapq", "_heapq", "bisect", "_bisect")


def watched(site, function, args, kwargs):
    """Return the arguments, with the builtin that will be called wrapped."""
    if any(function is caller for caller in FIRST):
        if function is filter and args[:1] == (None,):
            args = (bool, *args[1:])
        args = (*(_wrap(site, value) for value in args[:1]), *args[1:])
        if len(args) > 1:
            args = (args[0], _steps(site, function, args[1]), *args[2:])
    elif function is iter and len(args) > 1:
        args = (_wrap(site, args[0]), *args[1:])
    elif _is_chain(function) and args:
        rows = calls._stepwise(site, args[0])
        args = ((calls._stepwise(site, row) for row in rows),)
    elif isinstance(function, type) and function in SECOND:
        called = [_wrap(site, value) for value in args[1:2]]
        args = (*args[:1], *called, *args[2:])
        kwargs = _wrapped(site, kwargs, SECOND[function])
    elif "key" in kwargs and _takes_key(function):
        kwargs = _wrapped(site, kwargs, "key")
    elif _keeps_callbacks(function):
        if isinstance(getattr(function, "__self__", None), ExitStack):
            args = map(twin, args)  # as a with statement does
        args = tuple(_wrap_method(site, value) for value in args)
        kwargs = {n: _wrap_method(site, v) for n, v in kwargs.items()}
    return args, kwargs


def _steps(site, function, items):
    """Let reduce and starmap come to one item after the other."""
    from . import hooks

    if function is itertools.starmap and hasattr(type(items), "__iter__"):
        return hooks.steps(site, items, unpacks=True)
    if function is functools.reduce:
        return calls._stepwise(site, items)
    return items


def _is_chain(function):
    owner = getattr(function, "__self__", None)
    return owner is itertools.chain and function.__name__ == "from_iterable"


def _takes_key(function):
    if any(function is known for known in KEYED):
        return True
    if type(getattr(function, "__self__", None)) is list:
        return function.__name__ == "sort"
    return calls.module_of(function) in KEYED_MODULES


def _keeps_callbacks(function):
    """Is it a library's, in Python, so that it may call what it is given?"""
    owner = getattr(function, "__self__", None)
    if isinstance(owner, contextvars.Context):
        return True
    if isinstance(function, types.MethodType) and not isinstance(owner, Model):
        function = function.__func__
    return isinstance(function, types.FunctionType) and calls.is_foreign(
        function
    )


def _wrap_method(site, value):
    """`stack.callback(found.append, 1)`: a builtin that changes something."""
    owner = getattr(value, "__self__", None)
    if isinstance(value, IN_C) and isinstance(owner, reach.MUTABLE):
        return _wrap(site, value)
    return value


def _wrapped(site, kwargs, name):
    if name not in kwargs:
        return kwargs
    return {**kwargs, name: _wrap(site, kwargs[name])}


def _wrap(site, value):
    from . import hooks

    if not callable(value) or _is_watched_itself(value):
        return value

    def step(*args, **kwargs):
        run = current_run()
        result = hooks.call(site, value, *args, **kwargs)
        if run is not None and isinstance(value, IN_C):
            run.current.checks -= 1  # C calling C: CPython does not look
        return result

    return step


def _is_watched_itself(function):
    """Does this call lead into source that is rewritten, or to a model?"""
    if isinstance(function, types.MethodType):
        if isinstance(function.__self__, (Model, Local)):
            return True
        function = function.__func__
    if isinstance(function, type):
        in_c = function.__module__ in sys.builtin_module_names
        return not in_c and calls._is_learners(function)
    if not isinstance(function, types.FunctionType):
        _, function = reach.find_in_class(type(function), "__call__")
    if not isinstance(function, types.FunctionType):
        return False
    return not calls.is_foreign(function)


IN_C = (
    type,
    types.BuiltinFunctionType,
    types.MethodDescriptorType,
    types.MethodWrapperType,
    types.WrapperDescriptorType,
)
