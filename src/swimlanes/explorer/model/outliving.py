"""Models that are used when their run is over: a real one answers instead.

A queue that a scenario left in a module, or the lock of a handler that it
gave to the logging module, must go on working.  The first use outside of a run
makes a real one with the same contents; nobody holds it or waits for it.
"""

import functools

from ..engine import current_run

ENTRANCES = ("__enter__", "__exit__")


def real_of(model):
    """Return the real lock, queue, … that takes a model's place."""
    real = vars(model).get("_real")
    if real is None:
        real = model._real = model._outlive(real_class(type(model)))
    return real


def real_class(cls):
    """Return the class that a model stands in for."""
    return next(c.real for c in cls.__mro__ if c.real is not None)


def let_outlive(cls):
    """Make what a model offers available outside of a run, too."""
    for name, value in list(vars(cls).items()):
        if isinstance(value, property) and value.fget is not None:
            setattr(cls, name, property(_either(name, value.fget, False)))
        elif callable(value) and (name[0] != "_" or name in ENTRANCES):
            setattr(cls, name, _either(name, value, True))


def _either(name, method, calls):
    @functools.wraps(method)
    def either(self, *args, **kwargs):
        if current_run() is not None:
            return method(self, *args, **kwargs)
        found = getattr(real_of(self), name)
        return found(*args, **kwargs) if calls else found

    return either
