"""Which names of a function live in cells, where other threads reach them.

A local variable becomes shared when a nested function, lambda or generator
expression uses it.  It needs no watching if it is a constant: bound once, not
in a loop, and above every nested function that uses it.  Such a function
exists only when the binding is over, so nobody can tell when it happened.

The analysis is our own and works on the source: what the
compiler calls a cell differs between versions (PEP 709 inlines
comprehensions), and schedules must not.
"""

import ast

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Scope:
    """The names of one function, class, comprehension or module."""

    def __init__(self, node, parent):
        self.node, self.parent = node, parent
        self.bound, self.parameters = set(), set()
        self.globals, self.nonlocals = set(), set()
        self.used, self.cells = set(), set()
        self.yields = False
        self.bindings = {}  # name -> [(line, column), …], None in a loop

    @property
    def is_function(self):
        """Does it have local variables in the sense of a function?"""
        return isinstance(self.node, (*FUNCTIONS, *COMPREHENSIONS))

    @property
    def is_border(self):
        """Can it run after, or beside, the scope around it?"""
        return isinstance(self.node, (*FUNCTIONS, ast.GeneratorExp))

    def owner(self, name):
        """Return the function scope that a name belongs to, and whether a
        border lies between; (None, …) for a global name."""
        scope, crossed, first = self, False, True
        while scope is not None:
            if name in scope.globals:
                return None, crossed
            hides = isinstance(scope.node, ast.ClassDef) and not first
            if name in scope.bound and not hides:
                inside = scope.is_function
                return (scope if inside else None), crossed
            crossed = crossed or scope.is_border
            scope, first = scope.parent, False
        return None, crossed


def _is_constant(user, owner, name):
    """Is the name settled before the function that uses it exists?"""
    where = owner.bindings.get(name, ())
    if len(where) != 1 or where[0] is None:
        return False
    scope, border = user, None
    while scope is not owner:
        if scope.is_border or isinstance(scope.node, ast.ClassDef):
            border = scope.node
        scope = scope.parent
    return where[0] <= (border.lineno, border.col_offset)


class Analysis(ast.NodeVisitor):
    """``Analysis(tree).scopes[node]`` is the scope that `node` opens."""

    def __init__(self, tree):
        self.scopes = {}
        self.rebound = set()  # names declared `global` somewhere
        self.stored = set()  # names of attributes stored somewhere
        self._scope = None
        self._loops = 0
        self._open(tree, tree.body)
        for scope in self.scopes.values():
            for name in scope.used | scope.nonlocals:
                owner, crossed = scope.owner(name)
                if owner is None or not crossed:
                    continue
                if not _is_constant(scope, owner, name):
                    owner.cells.add(name)

    def _open(self, node, children):
        loops, self._loops = self._loops, 0
        self._scope = Scope(node, self._scope)
        self.scopes[node] = self._scope
        if isinstance(node, FUNCTIONS):
            arguments = ast.walk(node.args)
            names = {a.arg for a in arguments if isinstance(a, ast.arg)}
            self._scope.parameters = names
            self._scope.bound |= names
            self._scope.bindings = {name: [(0, 0)] for name in names}
        for child in children:
            self.visit(child)
        self._scope.bound -= self._scope.globals | self._scope.nonlocals
        self._scope = self._scope.parent
        self._loops = loops

    def _bind(self, name, node):
        self._scope.bound.add(name)
        once = not self._loops and not isinstance(
            self._scope.node, COMPREHENSIONS
        )
        where = (node.lineno, node.col_offset) if once else None
        self._scope.bindings.setdefault(name, []).append(where)

    def _visit_loop(self, node):
        self._loops += 1
        self.generic_visit(node)
        self._loops -= 1

    visit_For = visit_AsyncFor = visit_While = _visit_loop

    def visit_FunctionDef(self, node):
        self._bind(node.name, node)
        for outer in (*node.decorator_list, *node.args.defaults):
            self.visit(outer)
        for default in node.args.kw_defaults:
            if default is not None:
                self.visit(default)
        self._open(node, node.body)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node):
        for default in (*node.args.defaults, *node.args.kw_defaults):
            if default is not None:
                self.visit(default)
        self._open(node, [node.body])

    def visit_ClassDef(self, node):
        self._bind(node.name, node)
        for outer in (*node.decorator_list, *node.bases, *node.keywords):
            self.visit(outer)
        self._open(node, node.body)

    def _visit_comprehension(self, node):
        first, *rest = node.generators
        self.visit(first.iter)
        inner = [first.target, *first.ifs, *rest]
        if isinstance(node, ast.DictComp):
            inner += [node.key, node.value]
        else:
            inner.append(node.elt)
        self._open(node, inner)

    visit_ListComp = visit_SetComp = _visit_comprehension
    visit_DictComp = visit_GeneratorExp = _visit_comprehension

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Load):
            self._scope.used.add(node.id)
        else:
            self._bind(node.id, node)

    def visit_NamedExpr(self, node):
        scope = self._scope
        while isinstance(scope.node, COMPREHENSIONS):
            scope = scope.parent
        scope.bound.add(node.target.id)
        scope.bindings.setdefault(node.target.id, []).append(None)
        self._scope.used.add(node.target.id)
        self.visit(node.value)

    def visit_Attribute(self, node):
        if not isinstance(node.ctx, ast.Load):
            self.stored.add(node.attr)
        self.generic_visit(node)

    def visit_Yield(self, node):
        self._scope.yields = True
        self.generic_visit(node)

    visit_YieldFrom = visit_Yield

    def visit_Global(self, node):
        self._scope.globals.update(node.names)
        self.rebound.update(node.names)

    def visit_Nonlocal(self, node):
        self._scope.nonlocals.update(node.names)
        for name in node.names:
            self._rebind(name)

    def _rebind(self, name):
        """A nested function binds the name too: it is no constant."""
        scope = self._scope.parent
        while scope is not None:
            scope.bindings.setdefault(name, []).append(None)
            scope = scope.parent

    def visit_Import(self, node):
        for alias in node.names:
            self._bind((alias.asname or alias.name).partition(".")[0], node)

    visit_ImportFrom = visit_Import

    def visit_ExceptHandler(self, node):
        if node.name:
            self._bind(node.name, node)
        self.generic_visit(node)

    def visit_MatchAs(self, node):
        if node.name:
            self._bind(node.name, node)
        self.generic_visit(node)

    visit_MatchStar = visit_MatchAs

    def visit_MatchMapping(self, node):
        if node.rest:
            self._bind(node.rest, node)
        self.generic_visit(node)

    def visit_AnnAssign(self, node):
        self.visit(node.target)
        if node.value is not None:
            self.visit(node.value)

    def visit_arg(self, node):
        pass  # an annotation is not run
