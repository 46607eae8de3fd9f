"""What the scenario may find outside of itself, as it was, for every run.

Globals that the learner's functions mention are copied before the search,
together with the containers and objects of the learner's own that they lead
to, and put back before every run and at the end.
"""

import sys
import threading
import types
from collections import deque

from .instrument import reach
from .places import is_machinery

CONTAINERS = (list, dict, set, deque, bytearray)
LIMIT = 20_000
ABSENT = object()


class Snapshot:
    """The state reachable from some names in some namespaces."""

    def __init__(self, spaces, names):
        self._bindings, self._copies, self._attributes = [], [], []
        self._seen = set()
        self.has_thread_locals = False
        todo = []
        for space in spaces:
            for name in names:
                value = space.get(name, ABSENT)
                self._bindings.append((space, name, value))
                todo.append(value)
        while todo and len(self._seen) < LIMIT:
            self._copy(todo.pop(), todo)

    def _copy(self, thing, todo):
        if id(thing) in self._seen:
            return
        if isinstance(thing, CONTAINERS):
            self._seen.add(id(thing))
            if isinstance(thing, dict):
                copy = dict(thing)
                todo += copy.values()
            else:
                copy = list(thing)
                todo += copy
            self._copies.append((thing, copy))
        elif _is_of_asyncio(type(thing)):
            self._copy_object(thing, todo)
        elif isinstance(thing, (tuple, frozenset)):
            self._seen.add(id(thing))
            todo += thing
        elif isinstance(thing, threading.local):
            self.has_thread_locals = True
        elif isinstance(thing, type):
            self._copy_class(thing, todo)
        elif isinstance(thing, types.FunctionType):
            self._copy_function(thing, todo)
        elif _is_learners(type(thing)) or reach.is_container(thing):
            self._copy_object(thing, todo)

    def _copy_object(self, thing, todo):
        self._seen.add(id(thing))
        todo.append(type(thing))
        inside = getattr(thing, "__dict__", None)
        if isinstance(inside, dict):
            self._copies.append((inside, dict(inside)))
            todo += inside.values()
        for base in type(thing).__mro__:
            for name, slot in vars(base).items():
                if isinstance(slot, types.MemberDescriptorType):
                    value = getattr(thing, name, ABSENT)
                    todo.append(value)
                    if _is_learners(base):  # a slot made in C may be fixed
                        self._copies.append(((thing, name), value))

    def _copy_function(self, function, todo):
        self._seen.add(id(function))
        if not is_machinery(function.__code__.co_filename):
            inside = function.__dict__
            self._attributes.append((inside, dict(inside)))
            todo += inside.values()
            todo += function.__defaults__ or ()
            todo += (function.__kwdefaults__ or {}).values()

    def _copy_class(self, cls, todo):
        self._seen.add(id(cls))
        if not _is_learners(cls):
            return
        data = {
            name: value
            for name, value in vars(cls).items()
            if not name.startswith("__") and not callable(value)
        }
        self._copies.append((cls, data))
        todo += data.values()
        todo += (type(cls), *cls.__bases__)

    def restore(self):
        """Put everything back."""
        for space, name, value in self._bindings:
            if value is not ABSENT:
                space[name] = value
            else:
                space.pop(name, None)
        for thing, copy in self._copies:
            _put_back(thing, copy)
        for inside, copy in self._attributes:
            if inside or copy:  # of a function: most have none
                _put_back(inside, copy)


def _put_back(thing, copy):
    if isinstance(thing, dict):
        if thing != copy or list(thing) != list(copy):
            thing.clear()
        thing.update(copy)
    elif isinstance(thing, tuple):
        owner, name = thing
        if copy is not ABSENT:
            setattr(owner, name, copy)
        elif hasattr(owner, name):
            delattr(owner, name)
    elif isinstance(thing, type):
        for name, value in list(vars(thing).items()):
            known = name in copy or name.startswith("__") or callable(value)
            if not known:
                delattr(thing, name)
        for name, value in copy.items():
            if vars(thing).get(name, ABSENT) is not value:
                setattr(thing, name, value)
    else:
        thing.clear()
        if isinstance(thing, set):
            thing.update(copy)
        else:
            thing.extend(copy)


def _is_of_asyncio(cls):
    """A lock, an event or a queue of asyncio keeps all in attributes."""
    return cls.__module__ in ("asyncio.locks", "asyncio.queues")


def _is_learners(cls):
    if isinstance(cls, type) and cls.__flags__ & (1 << 9):  # made by `class`
        module = sys.modules.get(cls.__module__)
        file = getattr(module, "__file__", None)
        return module is not None and (file is None or not is_machinery(file))
    return False
