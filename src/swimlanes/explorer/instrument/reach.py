"""Which places an operation concerns: attributes, items, whole containers.

When in doubt, more than necessary: an access that claims too much costs a few
schedules, one that claims too little would hide a bug.
"""

import functools
import gc
import types
from collections import deque
from contextlib import suppress

from ..engine import record_of
from ..history import WHOLE
from ..model.base import Model
from ..model.threads import Local
from ..places import is_machinery

MUTABLE = (list, dict, set, deque, bytearray)
VIEWS = (type({}.keys()), type({}.values()), type({}.items()))
ATOMS = (int, float, complex, str, bytes, bool, type(None))
FROZEN = (
    *ATOMS,
    tuple,
    frozenset,
    range,
    slice,
    type(Ellipsis),
    type(NotImplemented),
    types.GenericAlias,
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    types.CodeType,
)
METHODS = (
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodDescriptorType,
    types.WrapperDescriptorType,
    types.ClassMethodDescriptorType,
    classmethod,
    staticmethod,
    property,
)
SLOT = types.MemberDescriptorType
DEPTH = 6


def find_in_class(kind, name):
    """Return (class, value) for a name found along the class's bases."""
    for base in kind.__mro__:
        if name in base.__dict__:
            return base, base.__dict__[name]
    return None, None


def attribute(run, thing, name, writes=False):
    """Return the places that an attribute access concerns.

    An attribute is an item of the object's ``__dict__``: whoever goes that
    way comes to the same place.
    """
    part = ("item", name)
    kind = type(thing)
    if kind in MUTABLE or isinstance(thing, (Model, Local)):
        return ()
    if kind in FROZEN and kind is not types.FunctionType:
        return ()
    if kind is types.ModuleType:
        file = getattr(thing, "__file__", None)
        if file is None or is_machinery(file):
            return ()
        return ((record_of(run, vars(thing)), part, writes),)
    if name == "__dict__":
        return _dictionary(run, thing, writes)
    if isinstance(thing, type):
        return _class_attribute(run, thing, name, writes)
    base, found = find_in_class(kind, name)
    if isinstance(found, property):
        return ()  # its functions are watched themselves
    if base is not None and type(found) is not SLOT:
        if hasattr(type(found), "__set__"):
            return ()
        inside = getattr(thing, "__dict__", None)
        if not writes and (inside is None or name not in inside):
            if isinstance(found, METHODS):
                return ()
            if hasattr(type(found), "__get__"):
                return _described(run, thing, found, part)
            return (
                (record_of(run, thing), part, False),
                (record_of(run, base), part, False),
            )
    return ((record_of(run, thing), part, writes),)


def _described(run, thing, found, part):
    """A descriptor of the learner's is watched itself; a library's, such as
    functools.cached_property, may write to the object."""
    get = getattr(type(found), "__get__", None)
    if not isinstance(get, types.FunctionType):
        return ()
    if not is_machinery(get.__code__.co_filename):
        return ()
    return ((record_of(run, thing), part, True),)


def _dictionary(run, thing, writes):
    """The attributes as a dictionary: the same record under another id."""
    if writes or isinstance(thing, type):
        run.unseen = "__dict__ is replaced, or a class's is read"
    else:
        inside = thing.__dict__
        record = run.records.setdefault(id(inside), record_of(run, thing))
        if record.thing is thing:
            record.thing = (thing, inside)
    return ()


def _class_attribute(run, cls, name, writes):
    if writes:
        return ((record_of(run, cls), ("item", name), True),)
    base, found = find_in_class(cls, name)
    if base is None or isinstance(found, METHODS):
        return ()
    return tuple(
        (record_of(run, c), ("item", name), False)
        for c in cls.__mro__[: cls.__mro__.index(base) + 1]
        if c is not object
    )


def replaces_method(thing, name):
    """Would storing this attribute hide a method from its callers?"""
    cls = thing if isinstance(thing, type) else type(thing)
    _, found = find_in_class(cls, name)
    return isinstance(found, METHODS) and not isinstance(found, property)


def shown(thing):
    """Return the dictionary that a read-only view of one shows."""
    if type(thing) is types.MappingProxyType:
        return gc.get_referents(thing)[0]
    return thing


def is_container(thing):
    """Is it a container that a library wrote in Python, such as UserDict?

    Its code is not rewritten, so a use of it concerns all that it holds.
    """
    return _has_library_items(type(thing))


@functools.lru_cache(1000)
def _has_library_items(kind):
    if issubclass(kind, (type, Model, Local, *MUTABLE)):
        return False
    for name in ("__len__", "__getitem__"):
        _, found = find_in_class(kind, name)
        if isinstance(found, types.FunctionType) and is_machinery(
            found.__code__.co_filename
        ):
            return True
    return False


def _factory(run, thing):
    """`defaultdict(numbers.pop)` calls a builtin, which changes something."""
    factory = getattr(thing, "default_factory", None)
    if isinstance(factory, (types.BuiltinMethodType, types.MethodWrapperType)):
        return ((record_of(run, factory.__self__), WHOLE, True),)
    return ()


def item(run, thing, key, writes=False):
    """Return the places that ``thing[key]`` concerns."""
    thing = shown(thing)
    kind = type(thing)
    if kind in FROZEN or isinstance(thing, type):
        return ()
    if isinstance(thing, VIEWS):
        return whole(run, thing)
    record = None
    if isinstance(thing, dict):
        record = record_of(run, thing)
        if _is_plain(key) and dict.__contains__(thing, key):
            return ((record, ("item", key), writes),)
        grows = writes or hasattr(kind, "__missing__")
        return ((record, WHOLE, grows), *_factory(run, thing))
    if isinstance(thing, (list, deque, bytearray)):
        record = record_of(run, thing)
        if type(key) in (int, bool) and -len(thing) <= key < len(thing):
            return ((record, ("item", key % len(thing)), writes),)
        return ((record, WHOLE, writes),)
    if is_container(thing):
        return deep(run, thing, writes=writes, objects=True)
    method = "__setitem__" if writes else "__getitem__"
    _, found = find_in_class(kind, method)
    if isinstance(found, types.FunctionType):
        return ()
    return ((record_of(run, thing), WHOLE, writes),)


def _is_plain(key):
    if type(key) is tuple:
        return all(type(part) in ATOMS for part in key)
    return type(key) in ATOMS


def whole(run, thing, writes=False):
    """Return the places of one container (and of what a view shows)."""
    thing = shown(thing)
    if isinstance(thing, MUTABLE):
        return ((record_of(run, thing), WHOLE, writes),)
    if id(thing) in run.views:
        return whole(run, run.views[id(thing)][1], writes)
    if is_container(thing):
        return deep(run, thing, writes=writes, objects=True)
    return ()


def length(run, thing):
    """Return the places that ``len(thing)`` concerns: not what is in it."""
    if isinstance(thing, (list, deque, bytearray)):
        return ((record_of(run, thing), "length", False),)
    return whole(run, thing)


def deep(run, *things, writes=False, objects=False, items=True):
    """Return the places of containers, and of all that they contain.

    Objects count if the methods of their class were generated (dataclasses),
    or all of them with `objects`.  Without `items`, the objects in the things
    do not count, only what is inside of them.
    """
    touches, seen = [], set()
    todo = [(thing, 0) for thing in things]
    while todo:
        thing, depth = todo.pop()
        kind = type(thing)
        if kind is types.MappingProxyType:
            thing, kind = shown(thing), dict
        if kind in ATOMS or id(thing) in seen:
            continue
        seen.add(id(thing))
        if depth > DEPTH:
            run.unseen = run.unseen or "something nested very deeply"
            continue
        inner = _inside(run, thing, objects)
        if inner is None:
            continue
        counts = items or depth != 1 or isinstance(thing, MUTABLE)
        if kind not in FROZEN and counts:
            touches.append((record_of(run, thing), WHOLE, writes))
        todo += [(part, depth + 1) for part in inner]
    return tuple(touches)


def _inside(run, thing, objects):
    """The parts of a thing, or None if it has none to look at."""
    if isinstance(thing, dict):
        pairs = list(dict.items(thing))
        return [part for pair in pairs for part in pair]
    if isinstance(thing, (list, set, deque, tuple, frozenset)):
        return list(thing)
    if isinstance(thing, bytearray):
        return []
    if id(thing) in run.views:
        return [run.views[id(thing)][1]]
    if isinstance(thing, (Model, Local, type, types.ModuleType)):
        return None
    if is_container(thing):
        return _attributes(thing)
    kind = type(thing)
    if kind in FROZEN or callable(thing) and not objects:
        return None
    if objects and kind.__module__ not in ("builtins", "_thread"):
        return _attributes(thing)
    if hasattr(kind, "__dataclass_fields__"):
        return _attributes(thing)
    return None


def _attributes(thing):
    found = list(getattr(thing, "__dict__", {}).values())
    for base in type(thing).__mro__:
        for value in base.__dict__.values():
            if type(value) is SLOT:
                with suppress(AttributeError):
                    found.append(value.__get__(thing))
    return found
