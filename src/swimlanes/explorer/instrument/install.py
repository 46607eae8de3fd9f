"""Putting the rewritten code in place, and taking it out again.

Only ``__code__`` is exchanged: functions, classes, closures, decorators and
existing objects stay what they are, and tracebacks show the learner's lines.
"""

import ast
import builtins
import gc
import linecache
import os
import types
from contextlib import suppress

from ..places import is_machinery
from .hooks import HOOKS
from .rewrite import Rewriter
from .scopes import Analysis

FLAGS = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
PROBE = "__swim_probe__"
_trees = {}


class NoSource(ValueError):
    """The text of a function is not to be had."""


def source_of(file):
    """Return the text of a file or of a notebook's cell, or ""."""
    if os.path.exists(file):
        linecache.checkcache(file)
    return "".join(linecache.getlines(file))


class Instrumented:
    """``with Instrumented(function):`` its code, and all that it can reach
    in files of the learner's own, runs rewritten."""

    def __init__(self, scenario):
        scenario = _plain(scenario)
        file = scenario.__code__.co_filename
        if not source_of(file):
            raise NoSource(
                f"the source of {scenario.__name__} is not available: write "
                "it in a notebook cell or in a file, so that every access in "
                "it can be observed"
            )
        self.files, found = _reached(scenario)
        # made earlier, and reached by no name: a method bound to an object
        found |= {
            id(thing): thing
            for thing in gc.get_objects()
            if type(thing) is types.FunctionType
            and thing.__code__.co_filename in self.files
        }
        found[id(scenario)] = scenario
        self.functions = functions = list(found.values())
        self.spaces = {id(f.__globals__): f.__globals__ for f in functions}
        self._exchanges = self._compile(functions, scenario)

    def _compile(self, functions, scenario):
        trees, rebound = {}, set()
        for file in self.files:
            text = source_of(file)
            try:
                tree = compile(text, file, "exec", FLAGS | ast.PyCF_ONLY_AST)
            except SyntaxError:
                continue
            analysis = Analysis(tree)
            rebound |= analysis.rebound | analysis.stored
            trees[file] = (text, tree)
        tables = {}
        for file, (text, tree) in trees.items():
            known = rebound & _names(tree)
            tables[file] = _compiled(file, text, tree, frozenset(known))
        exchanges = []
        self.opaque = []
        for function in functions:
            code = function.__code__
            new = _match(code, tables.get(code.co_filename, {}))
            if new is None:
                if function is scenario:
                    raise NoSource(
                        f"the source of {function.__name__} has changed since "
                        "it was defined: run its cell (or import it) again"
                    )
                if not _is_rewritten(code):  # left over from another search
                    self.opaque.append(function)
            else:
                exchanges.append((function, code, new))
        return exchanges

    def __enter__(self):
        for name, hook in HOOKS.items():
            setattr(builtins, name, hook)
        for function, _, new in self._exchanges:
            function.__code__ = new
        return self

    def __exit__(self, *exc_info):
        for function, old, new in self._exchanges:
            if function.__code__ is new:
                function.__code__ = old

    @property
    def used_names(self):
        """The names that the functions mention."""
        names = set()
        for _, old, _ in self._exchanges:
            for code in _nested(old):
                names.update(code.co_names)
        return names


def _plain(function):
    while isinstance(function, types.MethodType):
        function = function.__func__
    return function


def _reached(scenario):
    """Return the learner's files and functions that a function can reach.

    The functions are {id: function}.  The collector alone does not know them
    all: CPython 3.13 without the GIL hides them from it as soon as a second
    thread has started.
    """
    files, spaces, functions, todo = set(), set(), {}, [scenario]
    while todo:
        thing = todo.pop()
        thing = getattr(thing, "__func__", thing)
        if isinstance(thing, types.FunctionType):
            if id(thing) in functions:
                continue
            functions[id(thing)] = thing
            todo += _behind(thing)
            if _is_learners(thing.__code__.co_filename):
                files.add(thing.__code__.co_filename)
                space = thing.__globals__
                if id(space) not in spaces:
                    spaces.add(id(space))
                    todo += [_reachable(v) for v in list(space.values())]
        elif isinstance(thing, type):
            if id(thing) not in spaces:
                spaces.add(id(thing))
                for base in thing.__mro__:
                    todo += _functions(base)
        elif isinstance(thing, types.ModuleType):
            file = getattr(thing, "__file__", None)
            if id(thing) not in spaces and file and _is_learners(file):
                spaces.add(id(thing))
                todo += [_reachable(v) for v in list(vars(thing).values())]
    inside = {
        key: function
        for key, function in functions.items()
        if function.__code__.co_filename in files
    }
    return files, inside


def _reachable(value):
    if isinstance(value, (types.FunctionType, type, types.ModuleType)):
        return value
    return type(value)


def _behind(function):
    """What a function closes over, wraps, or has as default arguments."""
    found = [getattr(function, "__wrapped__", None)]
    for cell in function.__closure__ or ():
        with suppress(ValueError):  # still empty
            found.append(_reachable(cell.cell_contents))
    found += [_reachable(d) for d in function.__defaults__ or ()]
    return found


def _functions(cls):
    found = []
    for value in vars(cls).values():
        if isinstance(value, property):
            found += [value.fget, value.fset, value.fdel]
        elif isinstance(value, (types.FunctionType, type)):
            found.append(value)
        elif isinstance(value, (classmethod, staticmethod)):
            found.append(value.__func__)
    return found


def _is_learners(file):
    return not is_machinery(file) and bool(source_of(file))


def _names(tree):
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _compiled(file, text, tree, tracked):
    """Return {(qualified name, line): [code, …]} of a rewritten file."""
    known = _trees.get(file)
    if known is not None and known[:2] == (text, tracked):
        return known[2]
    new = Rewriter(file, tree, tracked).run()
    code = compile(new, file, "exec", FLAGS, dont_inherit=True)
    table = {}
    for inner in _nested(code):
        if PROBE not in inner.co_varnames:
            table.setdefault(_key(inner), []).append(inner)
    _trees[file] = (text, tracked, table)
    return table


def _nested(code):
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _nested(constant)


def _key(code):
    return code.co_qualname, code.co_firstlineno


def _match(code, table):
    """Return the rewritten code of a function."""
    candidates = [
        new
        for new in table.get(_key(code), ())
        if new.co_freevars == code.co_freevars
        and new.co_argcount == code.co_argcount
    ]
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    column = _column(code)
    return min(candidates, key=lambda new: abs(_column(new) - column))


def _column(code):
    """Where in its line the code begins (tells lambdas apart)."""
    columns = [
        start
        for line, _, start, end in code.co_positions()
        if line == code.co_firstlineno and end
    ]
    return min(columns, default=0)


def _is_rewritten(code):
    return PROBE in code.co_varnames or any(
        name.startswith("__swim_") for name in code.co_names
    )
