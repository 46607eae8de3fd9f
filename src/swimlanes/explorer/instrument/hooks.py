"""What the rewritten source calls: announce an access, then perform it.

A caller that no run controls gets the plain operation.
"""

import builtins
import functools
import operator
import sys
import types

from .. import sites
from ..engine import current_run
from ..history import WHOLE
from ..model.twins import twin
from . import caches, callbacks, calls, identity, reach

HOOKS = {}


def hook(function):
    """Make a function known to the rewritten source."""
    HOOKS[f"__swim_{function.__name__.rstrip('_')}__"] = function
    return function


def read(run, site, find):
    """Announce a read of the places that `find` returns."""
    touches = find()
    if touches:
        run.access(site, "read", None, find, look=touches)


def write(run, site, find):
    """Announce a write to the places that `find` returns."""
    if find():
        run.access(site, "write", None, find)


def seen(run, value):
    """Tell the trace what was read or written."""
    if run.trace is not None:
        run.trace.value(value)
    return value


@hook
def get(site, thing, name):
    """``thing.name``"""
    run = current_run()
    if run is None:
        return getattr(thing, name)
    thing = twin(thing, run)
    found = reach.find_in_class(type(thing), name)[1]
    if type(found) is caches.PROPERTY:
        return caches.get(run, site, found, thing, name)
    touches = reach.attribute(run, thing, name)
    if not touches:
        if type(found) is property:
            run.current.checks += 1  # a call in disguise
        return getattr(thing, name)
    if any(writes for _, _, writes in touches):  # a cached property
        write(run, site, lambda: reach.attribute(run, thing, name))
        events = run.current.events
        value = getattr(thing, name)
        if run.current.events != events:
            run.unseen = f"a library's descriptor was interrupted ({name})"
        return value
    read(run, site, lambda: reach.attribute(run, thing, name))
    return seen(run, getattr(thing, name))


@hook
def item(site, thing, key):
    """``thing[key]``"""
    run = current_run()
    if run is None:
        return thing[key]
    read(run, site, lambda: reach.item(run, thing, key))
    value = thing[key]
    if type(thing) in reach.MUTABLE:
        seen(run, value)
    return value


class Place:
    """Something that can stand on the left of an assignment."""

    __slots__ = ("site", "thing", "name")

    def __init__(self, site, thing, name):
        self.site, self.thing, self.name = site, thing, name

    def assign(self, value):
        """``name := value``"""
        self.it = value
        return value


class Attr(Place):
    """``thing.name``"""

    __slots__ = ()

    @property
    def it(self):
        """The attribute."""
        return get(self.site, self.thing, self.name)

    @it.setter
    def it(self, value):
        self._announce(value)
        setattr(self.thing, self.name, value)

    @it.deleter
    def it(self):
        self._announce(None)
        delattr(self.thing, self.name)

    def _announce(self, value):
        run = current_run()
        if run is None:
            return
        thing, name = self.thing, self.name
        if reach.replaces_method(thing, name):
            run.unseen = f"a method is replaced ({name})"
        write(run, self.site, lambda: reach.attribute(run, thing, name, True))
        seen(run, value)


class Slot(Place):
    """``thing[key]``"""

    __slots__ = ()

    @property
    def it(self):
        """The item."""
        return item(self.site, self.thing, self.name)

    @it.setter
    def it(self, value):
        self._announce(value)
        self.thing[self.name] = value

    @it.deleter
    def it(self):
        run = current_run()
        if run is not None:
            write(run, self.site, lambda: self._removed(run))
        del self.thing[self.name]

    def _removed(self, run):
        touches = reach.item(run, self.thing, self.name, True)
        return tuple((record, WHOLE, True) for record, _, _ in touches)

    def _announce(self, value):
        run = current_run()
        if run is None:
            return
        thing, key = self.thing, self.name
        write(run, self.site, lambda: reach.item(run, thing, key, True))
        if type(thing) in reach.MUTABLE:
            seen(run, value)


class Name(Place):
    """A global name, or a local one that nested functions share."""

    __slots__ = ()

    def _places(self, run, writes):
        closure = self.thing.__closure__
        owner = closure[0] if closure else self.thing.__globals__
        part = ("item", self.name)
        return ((reach.record_of(run, owner), part, writes),)

    @property
    def it(self):
        """The value."""
        return var(self.site, self.thing, self.name)

    @it.setter
    def it(self, value):
        self._announce(value)
        closure = self.thing.__closure__
        if closure:
            closure[0].cell_contents = value
        else:
            self.thing.__globals__[self.name] = value

    @it.deleter
    def it(self):
        self.thing()
        self._announce(None)
        closure = self.thing.__closure__
        if closure:
            del closure[0].cell_contents
        else:
            del self.thing.__globals__[self.name]

    def _announce(self, value):
        run = current_run()
        if run is not None:
            write(run, self.site, lambda: self._places(run, True))
            seen(run, value)


HOOKS.update(__swim_attr__=Attr, __swim_slot__=Slot, __swim_name__=Name)
HOOKS["__swim_slice__"] = slice


@hook
def var(site, probe, name):
    """A name that is read; `probe` reads it."""
    run = current_run()
    if run is not None:
        place = Name(site, probe, name)
        read(run, site, lambda: place._places(run, False))
        return seen(run, probe())
    return probe()


@hook
def bind(site, probe, name):
    """Announce that a def, class or import statement binds a name."""

    def announce(value):
        Name(site, probe, name)._announce(value)
        return value

    return announce


BINARY = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
    "<<": operator.lshift,
    ">>": operator.rshift,
    "|": operator.or_,
    "^": operator.xor,
    "&": operator.and_,
    "@": operator.matmul,
}
INPLACE = {
    "+": operator.iadd,
    "-": operator.isub,
    "*": operator.imul,
    "/": operator.itruediv,
    "//": operator.ifloordiv,
    "%": operator.imod,
    "**": operator.ipow,
    "<<": operator.ilshift,
    ">>": operator.irshift,
    "|": operator.ior,
    "^": operator.ixor,
    "&": operator.iand,
    "@": operator.imatmul,
}
COMPARE = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "in": lambda left, right: left in right,
    "not in": lambda left, right: left not in right,
}


@hook
def binary(site, text, left, right):
    """``left + right`` and the like"""
    run = current_run()
    if run is not None:
        read(run, site, lambda: reach.deep(run, left, right))
    return BINARY[text](left, right)


@hook
def inplace(site, text, left, right):
    """``left += right`` without the assignment"""
    run = current_run()
    if run is not None and _can_grow(left):

        def places():
            others = reach.deep(run, right)
            return (*reach.whole(run, left, True), *others)

        write(run, site, places)
    elif run is not None:
        read(run, site, lambda: reach.deep(run, right))
    return INPLACE[text](left, right)


def _can_grow(thing):
    thing = reach.shown(thing)
    return isinstance(thing, reach.MUTABLE) or reach.is_container(thing)


@hook
def compare(site, text, left, right):
    """``left == right``, ``left in right`` and the like"""
    run = current_run()
    if run is not None:
        kinds = (type(left), type(right))
        if not all(kind in reach.ATOMS for kind in kinds):
            read(run, site, lambda: _compared(run, text, left, right))
    return COMPARE[text](left, right)


def _compared(run, text, left, right):
    if text in ("in", "not in") and isinstance(right, dict):
        return reach.item(run, right, left)[:1] and _only_read(
            reach.item(run, right, left)
        )
    return reach.deep(run, left, right)


def _only_read(touches):
    return tuple((record, part, False) for record, part, _ in touches)


@hook
def look(site, thing):
    """All of `thing` is about to be read."""
    run = current_run()
    if run is not None and type(thing) not in reach.ATOMS:
        if hasattr(thing, "__next__"):
            return iter_(site, thing, False)
        read(run, site, lambda: reach.deep(run, thing))
    return thing


@hook
def size(site, thing):
    """The truth of `thing` is about to be asked for."""
    run = current_run()
    if run is not None and _can_grow(thing):
        read(run, site, lambda: reach.whole(run, thing))
    return thing


@hook
def match(site, thing, guarded):
    """The subject of a match statement."""
    run = current_run()
    if run is not None and type(thing) not in reach.ATOMS:

        def places():
            return reach.deep(run, thing, objects=True)

        read(run, site, places)
        if guarded and places():
            run.unseen = "a match statement with guards on a mutable subject"
    return thing


@hook
def iter_(site, thing, unpacks):
    """What a loop goes through."""
    run = current_run()
    if run is None:
        return thing
    if (
        isinstance(thing, reach.VIEWS)
        or unpacks
        or hasattr(type(thing), "__next__")
        or _can_grow(thing)
    ):
        return steps(site, thing, unpacks)
    return thing


def steps(site, thing, unpacks=False):
    """Go through a container or an iterator, one announced step at a time."""
    iterator = builtins.iter(thing)
    run = current_run()
    while True:
        if run is not None:
            if iterator is thing:
                write(run, site, lambda: calls.next_of(run, thing))
            else:
                read(run, site, lambda: reach.whole(run, thing))
        try:
            value = builtins.next(iterator)
        except StopIteration:
            return
        if run is not None:
            run.current.spin.effect()
            if unpacks:
                touches = reach.deep(run, value)
                if touches:
                    read(run, site, lambda v=value: reach.deep(run, v))
        yield value


@hook
def with_(manager):
    """The subject of a with statement."""
    run = current_run()
    if run is not None:
        run.current.checks += 1
        return twin(manager, run)
    return manager


@hook
def loop(progress):
    """The end of a loop's body."""
    run = current_run()
    if run is not None:
        if run.stopping:
            run.refuse(run.current)
        run.current.checks += 1
        run.current.spin.rounds += 1
        if progress:
            run.current.spin.effect()


@hook
def begin():
    """A function begins, also one that an operator or a property calls."""
    run = current_run()
    if run is not None:
        run.current.checks += 1


@hook
def resume(site, value=None):
    """A generator goes on: while it does, nobody else may make it."""
    run = current_run()
    if run is not None:
        frame = sys._getframe(1)
        record = reach.record_of(run, frame)
        write(run, site, lambda: ((record, WHOLE, True),))
    return value


@hook
def opaque(site):
    """eval, exec and globals reach names behind the explorer's back."""
    run = current_run()
    if run is not None:
        run.unseen = "eval, exec or globals is used"


def call_from(frame, function, *args, **kwargs):
    """Call a function of the learner's on behalf of a library."""
    return call(sites.of_call(frame, function), function, *args, **kwargs)


@hook
def call(site, function, /, *args, **kwargs):
    """``function(*args, **kwargs)``"""
    run = current_run()
    if run is None:
        return function(*args, **kwargs)
    if run.stopping:
        run.refuse(run.current)
    function = run.stand_ins.get(id(function), function)
    if caches.is_managed(function):
        return caches.manage(run, site, function)
    opaque = False
    if type(function) is caches.WRAPPER:
        return caches.call(run, site, function, args, kwargs)
    if function is id and len(args) == 1 and not kwargs:
        return identity.number(run, site, args[0])
    if function is vars and len(args) == 1:
        return get(site, args[0], "__dict__")
    kind = type(function)
    if kind is functools.partial:
        kwargs = {**function.keywords, **kwargs}
        return call(site, function.func, *function.args, *args, **kwargs)
    if kind is not types.FunctionType or calls.is_foreign(function):
        args, kwargs = callbacks.watched(site, function, args, kwargs)
        args, opaque = calls.announce(run, site, function, args, kwargs)
    events = run.current.events
    in_python = kind in (types.FunctionType, types.MethodType)
    run.current.checks += in_python  # CPython looks when a function begins,
    result = function(*args, **kwargs)
    run.current.checks += not in_python  # and when a C function is over
    if opaque and run.current.events != events:
        run.unseen = "a library function called back and was interrupted"
    if type(result) in reach.VIEWS or kind is type and function is reversed:
        owner = getattr(function, "__self__", None)
        source = args[0] if owner is None else owner
        run.views[id(result)] = (result, source)
    return result
