"""Source in, source out: every access goes through a hook.

``account.balance -= 10`` becomes, in spirit::

    place = attr(account, "balance")
    place.it = inplace("-", place.it, 10)

The hooks (see `hooks`) announce each access and then perform it.  Names that
only one function can see stay as they are.
"""

import ast

from .. import sites
from .scopes import COMPREHENSIONS, Analysis

NATIVE = {"super", "locals", "dir"}
OPAQUE = {"eval", "exec", "globals"}
OPERATORS = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.BitAnd: "&",
    ast.MatMult: "@",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
}


class Rewriter(ast.NodeTransformer):
    """Rewrites one file.

    Parameters
    ----------
    file
        The name under which the source is known.
    tree
        Its syntax tree, which is changed.
    tracked_globals
        Global names that are rebound somewhere; the others never change.
    """

    def __init__(self, file, tree, tracked_globals):
        self.file = file
        self.scopes = Analysis(tree).scopes
        self.tracked_globals = tracked_globals
        self.scope = self.scopes[tree]
        self.classes = []
        self.temporaries = 0
        self.in_iterable = False
        self.progress = False  # does the innermost loop count by itself?
        self.tree = tree

    def run(self):
        """Return the rewritten tree."""
        self.tree.body = self._block(self.tree.body)
        return ast.fix_missing_locations(self.tree)

    # -- tools -----------------------------------------------------------

    def _site(self, node, tag=""):
        return ast.Constant(sites.number(self.file, node, tag))

    def _hook(self, name, like, *args):
        function = ast.Name(f"__swim_{name}__", ast.Load())
        call = ast.Call(function, list(args), [])
        return _placed(call, like)

    def _place(self, call, context):
        return _placed(ast.Attribute(call, "it", context), call)

    def _block(self, statements):
        result = []
        for statement in statements:
            new = self.visit(statement)
            result += new if isinstance(new, list) else [new]
        return result

    def _visible(self):
        """Are we inside a function?  (Nothing else runs while exploring.)"""
        scope = self.scope
        while scope is not None:
            if scope.is_function:
                return True
            scope = scope.parent
        return False

    def _tracked(self, name):
        if name.startswith("__swim_"):
            return False
        owner, _ = self.scope.owner(name)
        if owner is None:
            if isinstance(self.scope.node, ast.ClassDef) and (
                name in self.scope.bound
            ):
                return False
            return name in self.tracked_globals and self._visible()
        if isinstance(owner.node, COMPREHENSIONS):
            return False
        return name in owner.cells

    def _probe(self, name, like):
        """``lambda: name``: its closure holds the very cell."""
        empty = ast.arguments([], [], None, [], [], None, [])
        empty.vararg = ast.arg("__swim_probe__")
        probe = ast.Lambda(empty, ast.Name(name, ast.Load()))
        return _placed(probe, like)

    def _mangled(self, name):
        if self.classes and name.startswith("__") and not name.endswith("__"):
            return f"_{self.classes[-1].lstrip('_')}{name}"
        return name

    def _temporary(self):
        self.temporaries += 1
        return f"__swim_{self.temporaries}__"

    # -- scopes ------------------------------------------------------------

    def _declare(self, node):
        """Keep names local although nothing binds them any more."""
        scope = self.scopes[node]
        names = sorted(
            name
            for name in (scope.bound - scope.parameters) & scope.cells
            if name != "__class__"
        )
        lines = []
        for name in names:
            target = ast.Name(name, ast.Store())
            line = ast.AnnAssign(target, ast.Constant(None), None, 1)
            lines.append(_placed(line, node.body[0]))
        return lines

    def visit_FunctionDef(self, node):
        node.decorator_list = [self.visit(d) for d in node.decorator_list]
        self._defaults(node.args)
        outer, self.scope = self.scope, self.scopes[node]
        first = node.body[0]
        declarations = self._declare(node)
        documented = isinstance(first, ast.Expr) and isinstance(
            first.value, ast.Constant
        )
        start = int(documented)
        body = self._block(node.body[start:])
        if self.scope.yields and not isinstance(node, ast.AsyncFunctionDef):
            hook = self._hook("resume", first, self._site(first, "start"))
        else:
            hook = self._hook("begin", first)
        body.insert(0, _placed(ast.Expr(hook), first))
        node.body = node.body[:start] + declarations + body
        self.scope = outer
        return self._binds(node)

    visit_AsyncFunctionDef = visit_FunctionDef

    def _binds(self, node):
        if self._tracked(node.name):
            like = (node.decorator_list or [node])[0]
            name = ast.copy_location(ast.Name(node.name, ast.Store()), like)
            name.end_lineno = like.lineno
            name.end_col_offset = like.col_offset + 1
            hook = self._hook(
                "bind",
                name,
                self._site(name),
                self._probe(node.name, name),
                ast.Constant(node.name),
            )
            node.decorator_list.insert(0, hook)
        return node

    def _defaults(self, arguments):
        arguments.defaults = [self.visit(d) for d in arguments.defaults]
        arguments.kw_defaults = [
            d and self.visit(d) for d in arguments.kw_defaults
        ]

    def visit_Lambda(self, node):
        self._defaults(node.args)
        outer, self.scope = self.scope, self.scopes[node]
        node.body = self.visit(node.body)
        self.scope = outer
        return node

    def visit_ClassDef(self, node):
        node.decorator_list = [self.visit(d) for d in node.decorator_list]
        node.bases = [self.visit(b) for b in node.bases]
        outer, self.scope = self.scope, self.scopes[node]
        self.classes.append(node.name)
        node.body = self._block(node.body)
        self.classes.pop()
        self.scope = outer
        return self._binds(node)

    def _comprehension(self, node):
        first, *rest = node.generators
        nested, self.in_iterable = self.in_iterable, True
        first.iter = self._iterable(first, first.iter)
        self.in_iterable = nested
        outer, self.scope = self.scope, self.scopes[node]
        first.target = self.visit(first.target)
        first.ifs = [self._test(test) for test in first.ifs]
        for generator in rest:
            nested, self.in_iterable = self.in_iterable, True
            generator.iter = self._iterable(generator, generator.iter)
            self.in_iterable = nested
            generator.target = self.visit(generator.target)
            generator.ifs = [self._test(test) for test in generator.ifs]
        if isinstance(node, ast.DictComp):
            node.key, node.value = self.visit(node.key), self.visit(node.value)
        else:
            node.elt = self.visit(node.elt)
        self.scope = outer
        return node

    visit_ListComp = visit_SetComp = _comprehension
    visit_DictComp = visit_GeneratorExp = _comprehension

    # -- names ----------------------------------------------------------------

    def visit_Name(self, node):
        if not self._tracked(node.id):
            return node
        args = (
            self._site(node),
            self._probe(node.id, node),
            ast.Constant(node.id),
        )
        if isinstance(node.ctx, ast.Load):
            return self._hook("var", node, *args)
        return self._place(self._hook("name", node, *args), node.ctx)

    def visit_NamedExpr(self, node):
        value = self.visit(node.value)
        if not self._tracked(node.target.id):
            node.value = value
            return node
        place = self.visit(node.target).value
        assign = _placed(ast.Attribute(place, "assign", ast.Load()), node)
        return _placed(ast.Call(assign, [value], []), node)

    def visit_Import(self, node):
        names = [(a.asname or a.name).partition(".")[0] for a in node.names]
        return [
            self._announced(node, n) for n in names if self._tracked(n)
        ] + [node]

    visit_ImportFrom = visit_Import

    def _announced(self, node, name):
        """A statement that announces that the next one binds `name`."""
        hook = self._hook(
            "bind",
            node,
            self._site(node, name),
            self._probe(name, node),
            ast.Constant(name),
        )
        now = _placed(ast.Call(hook, [ast.Constant(None)], []), node)
        return _placed(ast.Expr(now), node)

    def visit_ExceptHandler(self, node):
        node.type = node.type and self.visit(node.type)
        body = self._block(node.body)
        if node.name and self._tracked(node.name):
            name = ast.copy_location(ast.Name(node.name, ast.Store()), node)
            name.end_lineno = node.lineno
            name.end_col_offset = node.col_offset + 1
            node.name = self._temporary()
            value = _placed(ast.Name(node.name, ast.Load()), node)
            store = ast.Assign([self.visit(name)], value)
            body.insert(0, _placed(store, node))
        node.body = body
        return node

    # -- attributes and items ---------------------------------------------

    def visit_Attribute(self, node):
        if _is_super(node.value):
            return node
        site = self._site(node)
        value = self.visit(node.value)
        name = ast.Constant(self._mangled(node.attr))
        if isinstance(node.ctx, ast.Load):
            return self._hook("get", node, site, value, name)
        return self._place(
            self._hook("attr", node, site, value, name), node.ctx
        )

    def visit_Subscript(self, node):
        site = self._site(node)
        value, key = self.visit(node.value), self._key(node.slice)
        if isinstance(node.ctx, ast.Load):
            return self._hook("item", node, site, value, key)
        return self._place(
            self._hook("slot", node, site, value, key), node.ctx
        )

    def _key(self, node):
        if isinstance(node, ast.Slice):
            ends = [
                self.visit(end) if end else ast.Constant(None)
                for end in (node.lower, node.upper, node.step)
            ]
            return self._hook("slice", node, *ends)
        if isinstance(node, ast.Tuple):
            node.elts = [self._key(element) for element in node.elts]
            return node
        return self.visit(node)

    # -- assignments ------------------------------------------------------

    def visit_Assign(self, node):
        value = node.value
        node.value = self.visit(value)
        if any(isinstance(t, (ast.Tuple, ast.List)) for t in node.targets):
            node.value = self._looked_at(value, node.value, "unpack")
        node.targets = [self.visit(target) for target in node.targets]
        return node

    def visit_AnnAssign(self, node):
        if node.value is None:
            return node
        target = self.visit(node.target)
        if isinstance(target, ast.Name):
            node.value = self.visit(node.value)
            return node
        return _placed(ast.Assign([target], self.visit(node.value)), node)

    def visit_AugAssign(self, node):
        site = self._site(node.target, "aug")
        target, like = self.visit(node.target), node
        operator = ast.Constant(OPERATORS[type(node.op)])
        if isinstance(target, ast.Name):
            old = _placed(ast.Name(target.id, ast.Load()), like)
            value = self.visit(node.value)
            new = self._hook("inplace", like, site, operator, old, value)
            return _placed(ast.Assign([target], new), like)
        name = self._temporary()
        keep = ast.Assign([ast.Name(name, ast.Store())], target.value)
        place = ast.Name(name, ast.Load())
        old = ast.Attribute(place, "it", ast.Load())
        value = self.visit(node.value)
        new = self._hook("inplace", like, site, operator, old, value)
        store = ast.Assign([ast.Attribute(place, "it", ast.Store())], new)
        return [_placed(keep, like), _placed(store, like)]

    # -- operators, tests and texts ---------------------------------------

    def _looked_at(self, original, value, tag):
        if isinstance(original, (ast.Constant, ast.JoinedStr)):
            return value
        return self._hook("look", original, self._site(original, tag), value)

    def visit_BinOp(self, node):
        numbers = any(
            isinstance(side, ast.Constant)
            and isinstance(side.value, (int, float))
            for side in (node.left, node.right)
        )
        site = self._site(node)
        operator = ast.Constant(OPERATORS[type(node.op)])
        left, right = self.visit(node.left), self.visit(node.right)
        if numbers and not isinstance(node.op, ast.Mult):
            node.left, node.right = left, right
            return node
        return self._hook("binary", node, site, operator, left, right)

    def visit_Compare(self, node):
        sites_ = [self._site(node, str(i)) for i in range(len(node.ops))]
        left = self.visit(node.left)
        rights = [self.visit(right) for right in node.comparators]
        if len(rights) > 1 and (
            self.in_iterable or not self._in_plain_function()
        ):
            node.left, node.comparators = left, rights
            return node
        parts = []
        for i, (op, right) in enumerate(zip(node.ops, rights, strict=True)):
            following = None
            if i + 1 < len(rights):
                name = self._temporary()
                target = ast.Name(name, ast.Store())
                right = _placed(ast.NamedExpr(target, right), node)
                following = _placed(ast.Name(name, ast.Load()), node)
            if isinstance(op, (ast.Is, ast.IsNot)):
                part = _placed(ast.Compare(left, [op], [right]), node)
            else:
                text = ast.Constant(OPERATORS[type(op)])
                part = self._hook(
                    "compare", node, sites_[i], text, left, right
                )
            parts.append(part)
            left = following
        if len(parts) == 1:
            return parts[0]
        return _placed(ast.BoolOp(ast.And(), parts), node)

    def _in_plain_function(self):
        scope = self.scope
        while isinstance(scope.node, COMPREHENSIONS):
            scope = scope.parent
        return scope.is_function

    def _test(self, node):
        value = self.visit(node)
        if isinstance(node, (ast.Compare, ast.BoolOp, ast.Constant)):
            return value
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return value
        return self._hook("size", node, self._site(node, "test"), value)

    def visit_BoolOp(self, node):
        node.values = [self._test(value) for value in node.values]
        return node

    def visit_UnaryOp(self, node):
        if isinstance(node.op, ast.Not):
            node.operand = self._test(node.operand)
        else:
            node.operand = self.visit(node.operand)
        return node

    def visit_IfExp(self, node):
        node.test = self._test(node.test)
        node.body, node.orelse = self.visit(node.body), self.visit(node.orelse)
        return node

    def visit_Assert(self, node):
        node.test = self._test(node.test)
        if node.msg is not None:
            node.msg = self.visit(node.msg)
        return node

    def visit_FormattedValue(self, node):
        node.value = self._looked_at(
            node.value, self.visit(node.value), "text"
        )
        if node.format_spec is not None:
            node.format_spec = self.visit(node.format_spec)
        return node

    def visit_Starred(self, node):
        if isinstance(node.ctx, ast.Load):
            node.value = self._looked_at(
                node.value, self.visit(node.value), "star"
            )
        else:
            node.value = self.visit(node.value)
        return node

    def visit_Dict(self, node):
        for i, (key, value) in enumerate(
            zip(node.keys, node.values, strict=True)
        ):
            if key is None:
                node.values[i] = self._looked_at(
                    value, self.visit(value), "star"
                )
            else:
                node.keys[i] = self.visit(key)
                node.values[i] = self.visit(value)
        return node

    # -- control flow --------------------------------------------------------

    def visit_If(self, node):
        node.test = self._test(node.test)
        node.body = self._block(node.body)
        node.orelse = self._block(node.orelse)
        return node

    def visit_While(self, node):
        node.test = self._test(node.test)
        node.body = self._loop_body(node, False)
        node.orelse = self._block(node.orelse)
        return node

    def visit_For(self, node):
        node.iter = self._iterable(node, node.iter)
        node.target = self.visit(node.target)
        node.body = self._loop_body(node, True)
        node.orelse = self._block(node.orelse)
        return node

    def visit_AsyncFor(self, node):
        node.iter, node.target = self.visit(node.iter), self.visit(node.target)
        node.body = self._block(node.body)
        node.orelse = self._block(node.orelse)
        return node

    def _loop_body(self, node, progress):
        outer, self.progress = self.progress, progress
        like = node.body[-1]
        body = [*self._block(node.body), self._back(like)]
        self.progress = outer
        return body

    def _back(self, like):
        """The end of a loop's body: CPython may switch threads here."""
        hook = self._hook("loop", like, ast.Constant(self.progress))
        return _placed(ast.Expr(hook), like)

    def visit_Continue(self, node):
        return [self._back(node), node]

    def _iterable(self, node, iterable):
        if getattr(node, "is_async", False):
            return self.visit(iterable)
        unpacks = isinstance(node.target, (ast.Tuple, ast.List))
        return self._hook(
            "iter",
            iterable,
            self._site(iterable, "iter"),
            self.visit(iterable),
            ast.Constant(unpacks),
        )

    def visit_Yield(self, node):
        site = self._site(node)
        if node.value is not None:
            node.value = self.visit(node.value)
        if isinstance(self.scope.node, ast.FunctionDef):
            return self._hook("resume", node, site, node)
        return node

    def visit_YieldFrom(self, node):
        node.value = self._hook(
            "iter",
            node.value,
            self._site(node.value, "iter"),
            self.visit(node.value),
            ast.Constant(False),
        )
        return node

    def visit_With(self, node):
        for item in node.items:
            expression = item.context_expr
            item.context_expr = self._hook(
                "with", expression, self.visit(expression)
            )
            if item.optional_vars is not None:
                item.optional_vars = self.visit(item.optional_vars)
        node.body = self._block(node.body)
        return node

    def visit_AsyncWith(self, node):
        for item in node.items:
            item.context_expr = self.visit(item.context_expr)
            if item.optional_vars is not None:
                item.optional_vars = self.visit(item.optional_vars)
        node.body = self._block(node.body)
        return node

    def visit_Match(self, node):
        site = self._site(node.subject, "match")
        guarded = any(case.guard is not None for case in node.cases)
        node.subject = self._hook(
            "match",
            node.subject,
            site,
            self.visit(node.subject),
            ast.Constant(guarded),
        )
        for case in node.cases:
            bound = _captures(case.pattern)
            tracked = sorted(name for name in bound if self._tracked(name))
            if case.guard is not None:
                case.guard = self._test(case.guard)
            case.body = self._block(case.body)
            for name in tracked:
                case.body.insert(0, self._announced(case.body[0], name))
        return node

    def visit_Try(self, node):
        node.body = self._block(node.body)
        node.handlers = [self.visit(handler) for handler in node.handlers]
        node.orelse = self._block(node.orelse)
        node.finalbody = self._block(node.finalbody)
        return node

    visit_TryStar = visit_Try

    # -- calls -------------------------------------------------------------

    def visit_Call(self, node):
        name = node.func.id if isinstance(node.func, ast.Name) else None
        if name == "vars" and not node.args:
            name = "locals"
        site = self._site(node)
        function = self.visit(node.func)
        node.args = [self.visit(argument) for argument in node.args]
        for keyword in node.keywords:
            value = self.visit(keyword.value)
            if keyword.arg is None:
                value = self._looked_at(keyword.value, value, "star")
            keyword.value = value
        if name in NATIVE:
            return node
        if name in OPAQUE:
            hook = self._hook("opaque", node, site)
            pair = _placed(ast.Tuple([hook, node], ast.Load()), node)
            return _placed(
                ast.Subscript(pair, ast.Constant(1), ast.Load()), node
            )
        node.func = ast.Name("__swim_call__", ast.Load())
        node.args = [site, function, *node.args]
        _placed(node.func, node)
        return node


def _placed(new, like):
    ast.copy_location(new, like)
    return new


def _is_super(node):
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "super"
    )


def _captures(pattern):
    names = set()
    for node in ast.walk(pattern):
        if isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name:
            names.add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            names.add(node.rest)
    return names
