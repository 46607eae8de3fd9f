"""functools.cache, lru_cache and cached_property, step by step.

They look first, then call the learner's function, then store: three steps
between which other threads may run.  A cache begins every run empty.  (Until
Python 3.11 a cached_property held a lock meanwhile; since 3.12 it does not,
and neither does ours.)
"""

import functools

from ..engine import record_of
from ..history import WHOLE

WRAPPER = type(functools.cache(len))
PROPERTY = functools.cached_property
MISSING = object()


def call(run, site, function, args, kwargs):
    """``function(*args, **kwargs)`` for a function with a cache."""
    from . import hooks

    cache = run.caches.setdefault(id(function), {})
    place = record_of(run, function)
    key = (args, tuple(sorted(kwargs.items())))
    hooks.read(run, site, lambda: ((place, WHOLE, False),))
    value = cache.get(key, MISSING)
    if value is MISSING:
        value = hooks.call(site, function.__wrapped__, *args, **kwargs)
        hooks.write(run, site, lambda: ((place, WHOLE, True),))
        cache[key] = value
    return value


def get(run, site, found, thing, name):
    """``thing.name`` where the class has a cached_property of that name."""
    from . import hooks

    place, inside = record_of(run, thing), thing.__dict__
    part = ("item", name)
    hooks.read(run, site, lambda: ((place, part, False),))
    value = inside.get(name, MISSING)
    if value is MISSING:
        value = hooks.call(site, found.func, thing)
        hooks.write(run, site, lambda: ((place, part, True),))
        inside[name] = value
    return value
