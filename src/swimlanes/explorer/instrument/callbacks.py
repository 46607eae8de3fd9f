"""What C code calls on the learner's behalf: ``map(d.get, keys)``.

A function of the learner's is watched itself, whoever calls it.  A builtin is
not, so it is wrapped into one that announces each of its calls.
"""

import functools
import sys
import types

from ..engine import current_run
from ..model.base import Model
from ..model.threads import Local
from . import calls, reach

CALLERS = (map, filter, functools.reduce)
TAKE_A_KEY = ("builtins", "heapq", "_heapq", "bisect", "_bisect", "list")


def watched(site, function, args, kwargs):
    """Return the arguments with the builtins among them wrapped."""
    if _calls_arguments(function):
        if function is filter and args[:1] == (None,):
            args = (bool, *args[1:])
        args = tuple(_wrap(site, value) for value in args)
        kwargs = {key: _wrap(site, kwargs[key]) for key in kwargs}
    elif "key" in kwargs and calls.module_of(function) in TAKE_A_KEY:
        kwargs = {**kwargs, "key": _wrap(site, kwargs["key"])}
    return args, kwargs


def _calls_arguments(function):
    if isinstance(function, type) and function.__module__ == "itertools":
        return True
    return any(function is caller for caller in CALLERS)


def _wrap(site, value):
    from . import hooks

    if not callable(value) or hasattr(type(value), "__iter__"):
        return value
    if _is_watched_itself(value):
        return value

    def step(*args):
        run = current_run()
        result = hooks.call(site, value, *args)
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
