"""The reader is the scheduler: a scenario that is stepped through by hand.

All states are found when the cell runs (see `state_graph`) and stored in the
output as plain data, so that the page needs no Python.  What a reader chooses
is one step that matters: a thread's way to its first step is not one.
"""

import ast
import inspect
import json
import linecache
from collections import deque

from . import state_graph
from .explorer import encode, replay
from .explorer.session import check_scenario
from .schedule_drawing import words_of
from .stepping_page import html

SIZE = 150_000  # bytes of stored data


def step(scenario, *, goal=None, challenge=None, seconds=20.0):
    """Let the reader choose which thread takes the next step.

    Parameters
    ----------
    scenario
        A function without parameters, as for `explore`: it makes everything
        it needs, starts threads, joins them and asserts.  Small: two or
        three threads with a few shared accesses each.
    goal
        Where the reader is to arrive: None for any failure (or, if there is
        none, any end), "right" for an end where nothing went wrong, or words
        of a failure, such as "deadlock" or "2 tickets sold".
    challenge
        A task for the reader, as text or as ``{"en": …, "zh": …}``.  The page
        then tells when the goal is reached, and in how many switches.
    seconds
        How long to look for states.

    Returns
    -------
    Stepper
        Shows itself in a notebook; ``.to_html()`` stands alone.

    Raises
    ------
    TypeError, ValueError
        If the scenario cannot be used, is too large, or never reaches the
        goal; with what to do.
    """
    check_scenario(scenario)
    if inspect.iscoroutinefunction(scenario):
        raise TypeError(
            f"step() takes threads, and {scenario.__name__}() is async: "
            "explore() shows the schedules of its tasks"
        )
    if goal is not None and not isinstance(goal, str):
        raise TypeError(
            f"goal={goal!r}: it is None, 'right', or words of a failure"
        )
    if challenge is not None and not _is_text(challenge):
        raise TypeError(
            f"challenge={challenge!r}: it is a text, or a dictionary of "
            "texts by language such as {'en': …, 'zh': …}"
        )
    graph = state_graph.build(scenario, seconds)
    return Stepper(scenario, graph, goal, challenge)


def _is_text(value):
    if isinstance(value, dict):
        return bool(value) and all(
            isinstance(part, str) for part in value.values()
        )
    return isinstance(value, str)


class Stepper:
    """A scenario to step through.

    Attributes
    ----------
    data
        What the page stores: states, steps, sources.
    schedule
        The schedule that reaches the goal with the fewest switches.
    switches
        How many those are.
    """

    def __init__(self, scenario, graph, goal, challenge):
        writer = _Writer(graph)
        self.data = writer.data
        self.data["scenario"] = scenario.__name__
        self.data["challenge"] = challenge
        self.data["goals"] = _goals(self.data, goal)
        self.switches, path = shortest(self.data)
        self.data["fewest"] = self.switches
        self.schedule = schedule_of(self.data, path)
        self.data["note"] = graph.unseen
        size = len(json.dumps(self.data, ensure_ascii=False).encode())
        if size > SIZE:
            raise state_graph.TooLarge(
                f"{scenario.__name__}() gives {size:,} bytes of states, more "
                f"than {SIZE:,}.  Make it smaller: fewer threads, fewer "
                "rounds, fewer shared variables."
            )
        self._verdict = replay(scenario, self.schedule)

    def to_html(self):
        """Return the page's part: no Python, and no other host, is needed."""
        return html(self.data, str(self._verdict))

    def __str__(self):
        states = len(self.data["nodes"])
        return (
            f"{self.data['scenario']}: {states} states to step through in a "
            f"page.  The goal needs {self.switches} switches:\n{self._verdict}"
        )

    __repr__ = __str__

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": str(self), "text/html": self.to_html()}


# --- the graph that the reader walks --------------------------------------


def choices(node):
    """Return {thread: (state after its next step, steps)}.

    A thread that has not begun yet begins and takes its first step at once;
    if it cannot, it is left out: it would only come to wait.
    """
    found = {}
    for number in node.choices:
        target, steps = node.edges[number]
        if node.nexts[number].begins and number in target.nexts:
            if number not in target.choices:
                continue
            target, more = target.edges[number]
            steps = steps + more
        found[number] = target, steps
    return found


def settle(node):
    """Let threads begin where nobody can do anything else; return steps."""
    before = []
    while not node.is_end and not choices(node):
        node, steps = node.edges[node.default]
        before += steps
    return node, before


def next_of(node, number):
    """Return the next step of a thread, also of one that begins."""
    step = node.nexts[number]
    if step.begins:
        target, _ = node.edges[number]
        return target.nexts.get(number, step)
    return step


class _Writer:
    """Turns a graph into plain data; texts are stored once."""

    def __init__(self, graph):
        self.texts = {}
        self.files = {}
        root, more = settle(graph.root)
        self.numbers = {id(root): 0}
        order, nodes = [root], []
        for node in order:  # grows while it is gone through
            nodes.append(self._node(node, order))
        self.data = {
            "threads": graph.threads,
            "before": [self._step(s) for s in graph.before + more],
            "nodes": nodes,
        }
        self.data["texts"] = list(self.texts)
        self.data["files"] = [
            _source(file, lines) for file, lines in self.files.items()
        ]

    def _node(self, node, order):
        values = [[self._text(a), self._text(b)] for a, b in node.values]
        held = {t: [*map(self._text, locks)] for t, locks in node.held}
        shown = {"values": values, "held": held}
        if node.is_end:
            return shown | self._end(node.failure)
        edges = {}
        for number, (target, steps) in choices(node).items():
            target, more = settle(target)
            if id(target) not in self.numbers:
                self.numbers[id(target)] = len(order)
                order.append(target)
            written = [self._step(s) for s in steps + more]
            edges[number] = [self.numbers[id(target)], written]
        return shown | {
            "step": node.step,
            "born": node.born,
            "ready": node.ready,
            "default": node.default,
            "next": {
                number: self._next(next_of(node, number), number in edges)
                for number in node.nexts
            },
            "go": edges,
        }

    def _end(self, failure):
        if failure is None:
            return {"end": "right"}
        waits = [[self._text(w.thread), *self._wait(w)] for w in failure.waits]
        return {
            "end": failure.kind,
            "message": failure.message,
            "waits": waits,
        }

    def _wait(self, wait):
        holders = [self._text(holder) for holder in wait.holders]
        return [self._text(wait.operation), self._text(wait.object), holders]

    def _next(self, step, can_go):
        written = [
            self._text(step.verb),
            self._text(step.text),
            *self._place(step.file, step.line),
        ]
        if step.wait is not None and not can_go:
            written.append(self._wait(step.wait)[2])
        elif step.timer:
            written.append("timer")
        return written

    def _step(self, step):
        head, tail = words_of(step)
        return [
            *self._place(step.file, step.line),
            self._text(head),
            self._text(tail),
            [self._text(lock) for lock in step.held],
        ]

    def _place(self, file, line):
        if not line:
            return [-1, 0]
        lines = self.files.setdefault(file, set())
        lines.add(line)
        return [list(self.files).index(file), line]

    def _text(self, text):
        return self.texts.setdefault(text, len(self.texts))


def _source(file, used):
    """Return the functions that contain the lines: [number, text], ...

    None stands for lines that are left out.
    """
    lines = linecache.getlines(file)
    wanted = set(used)
    try:
        tree = ast.parse("".join(lines))
    except SyntaxError:
        tree = ast.Module([], [])
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(tree):
        if isinstance(node, functions):
            span = range(node.lineno, node.end_lineno + 1)
            if wanted.intersection(used).intersection(span):
                wanted.update(span)
        elif isinstance(node, ast.ClassDef):
            span = range(node.lineno, node.end_lineno + 1)
            if not set(used).isdisjoint(span):
                wanted.add(node.lineno)
    out, last = [], None
    for number in sorted(wanted):
        if last is not None and number > last + 1:
            out.append(None)
        last = number
        text = lines[number - 1] if number <= len(lines) else ""
        out.append([number, text.rstrip()])
    return out


# --- goals and schedules --------------------------------------------------


def _goals(data, goal):
    """Return the numbers of the ends that count."""
    ends = {
        i: (node["end"], node.get("message", ""))
        for i, node in enumerate(data["nodes"])
        if "end" in node
    }
    if goal is None:
        failing = [i for i, (kind, _) in ends.items() if kind != "right"]
        return failing or [*ends]
    found = [
        i
        for i, (kind, message) in ends.items()
        if kind == goal or goal != "right" and goal in f"{kind}: {message}"
    ]
    if not found:
        known = sorted({f"{k}: {m}" if m else k for k, m in ends.values()})
        raise ValueError(
            f"goal={goal!r}: no schedule of {data.get('scenario')}() ends "
            f"so; the ends are {'; '.join(known)}"
        )
    return found


def shortest(data):
    """Return the fewest switches to a goal, and the choices that lead there.

    A switch is a step by another thread than the one before.
    """
    nodes, goals = data["nodes"], set(data["goals"])
    todo = deque([(0, 0, 0, ())])
    done = set()
    while todo:
        switches, number, last, path = todo.popleft()
        if number in goals:
            return switches, _unroll(path)
        if (number, last) in done:
            continue
        done.add((number, last))
        for thread, (target, _) in nodes[number].get("go", {}).items():
            way = (path, thread)
            if thread == last:
                todo.appendleft((switches, target, thread, way))
            else:
                todo.append((switches + 1, target, thread, way))
    raise AssertionError("every node leads to an end")


def _unroll(path):
    choices = []
    while path:
        path, thread = path
        choices.append(thread)
    return choices[::-1]


def schedule_of(data, path):
    """Return the schedule id of the choices of a walk from the beginning."""
    departures, number, last = [], 0, 0
    for thread in path:
        node = data["nodes"][number]
        default = last if last in node["ready"] else node["default"]
        if thread != default:
            departures.append((node["step"], thread))
        number, last = node["go"][thread][0], thread
    return encode(departures)


def walks(data, number=0):
    """Yield all walks to an end: (choices, number of the end)."""
    node = data["nodes"][number]
    if "end" in node:
        yield [], number
        return
    for thread, (target, _) in node["go"].items():
        for path, end in walks(data, target):
            yield [thread, *path], end
