"""functools.cache, lru_cache and cached_property, step by step.

They look first, then call the learner's function, then store: three steps
between which other threads may run.  A cache begins every run empty.  (Until
Python 3.11 a cached_property held a lock meanwhile; since 3.12 it does not,
and neither does ours.)
"""

import functools
import types

from ..engine import record_of
from ..history import WHOLE

WRAPPER = type(functools.cache(len))
PROPERTY = functools.cached_property
MISSING = object()


LARGE = 100  # a cache of so many is not expected to be full


class _Cache(dict):
    """What one function has stored in this run; the one used last is last."""

    hits = misses = 0

    def store(self, run, key, value, size):
        """Store as functools does, and drop what was used longest ago."""
        if size is None:
            self[key] = value
        elif size and key not in self:
            if len(self) >= size:
                del self[next(iter(self))]
                if size >= LARGE:
                    run.unseen = "a large cache is full"
            self[key] = value


def _cache_of(run, function):
    if id(function) not in run.caches:
        run.caches[id(function)] = _Cache()
    return run.caches[id(function)]


def call(run, site, function, args, kwargs):
    """``function(*args, **kwargs)`` for a function with a cache."""
    from . import hooks

    cache = _cache_of(run, function)
    place = record_of(run, function)
    size = function.cache_parameters()["maxsize"]
    key = (args, tuple(sorted(kwargs.items())))
    sorts = size is not None and size < LARGE  # by use
    look = hooks.write if sorts else hooks.read
    look(run, site, lambda: ((place, WHOLE, sorts),))
    value = cache.get(key, MISSING)
    if value is not MISSING:
        cache.hits += 1
        if sorts:
            cache[key] = cache.pop(key)
        return value
    cache.misses += 1
    value = hooks.call(site, function.__wrapped__, *args, **kwargs)
    hooks.write(run, site, lambda: ((place, WHOLE, True),))
    cache.store(run, key, value, size)
    return value


def is_managed(function):
    """Is this ``load.cache_clear`` or ``load.cache_info``?"""
    return (
        type(function) is types.BuiltinMethodType
        and type(function.__self__) is WRAPPER
        and function.__name__ in ("cache_clear", "cache_info")
    )


def manage(run, site, function):
    """``load.cache_clear()`` or ``load.cache_info()``."""
    from . import hooks

    cached = function.__self__
    place = record_of(run, cached)
    cache, size = _cache_of(run, cached), cached.cache_parameters()["maxsize"]
    if function.__name__ == "cache_clear":
        hooks.write(run, site, lambda: ((place, WHOLE, True),))
        cache.clear()
        cache.hits = cache.misses = 0
        return None
    hooks.read(run, site, lambda: ((place, WHOLE, False),))
    if len(run.alive) > 1:
        run.unseen = "cache_info is called while others run"
    return functools._CacheInfo(cache.hits, cache.misses, size, len(cache))


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
