"""All states of a scenario between its steps, and who can take which step.

The explorer's own engine runs the scenario again and again, each time with
one choice more than is known.  States are told apart by the explorer's exact
names for the pasts of all threads (see `explorer.history`) and by everything
that a picture shows of them, so what is shown is the real program's.
A choice is offered at every access that threads share, whether or not it
could race: a learner wants to see what happens under a lock, too.
"""

import re
import types
from collections import deque
from dataclasses import dataclass, field
from time import perf_counter

from .explorer import engine
from .explorer.history import WHOLE
from .explorer.session import Session, Settings
from .explorer.sites import SITES
from .explorer.trace import Trace, operation_touches
from .explorer.values import show
from .explorer.verdict import Wait
from .schedule_drawing import HANDLES, is_shown

NODES = 2000  # more than this, and the walk is refused
WATCHDOG = 2.0  # seconds
CONTAINERS = (list, dict, set, deque, bytearray)
NAME = r"[A-Za-z_][\w.]*(?:\[[^]]*\][\w.]*)*"


class TooLarge(ValueError):
    """The scenario has more states than a reader could walk through."""


@dataclass
class Next:
    """What a thread does when it goes on, and what it waits for."""

    thread: int
    verb: str
    text: str
    file: str | None
    line: int | None
    wait: Wait | None  # None: it can go on
    timer: bool = False  # it can, since its time may be up
    begins: bool = False  # it has not come to its first step yet


@dataclass
class Node:
    """A state between two steps, or the end of a run."""

    key: tuple
    step: int = 0
    ready: tuple = ()  # threads that can go on, in the engine's order
    timers: tuple = ()  # threads whose time may be up
    default: int = 0  # whom the engine takes if who has just acted cannot
    nexts: dict = field(default_factory=dict)
    values: tuple = ()  # (label, value)
    held: tuple = ()  # (thread, locks)
    edges: dict = field(default_factory=dict)  # thread -> (Node, steps)
    failure: object = None

    @property
    def is_end(self):
        """Is the run over?"""
        return not self.choices

    @property
    def born(self):
        """How many threads have been started."""
        return len(self.key[0])

    @property
    def choices(self):
        """The threads that may be chosen."""
        return self.ready + self.timers


@dataclass
class Graph:
    """The states of a scenario."""

    root: Node
    nodes: list
    threads: list
    before: list  # steps until there is something to choose
    unseen: str | None  # why not everything could be observed


def build(scenario, seconds=20.0):
    """Return the `Graph` of a scenario.

    Raises
    ------
    TooLarge
        If there are more than `NODES` states, or `seconds` are used up.
    ValueError
        If the scenario leaves the explorer's control, cannot be repeated, or
        starts no threads.
    """
    limit = perf_counter() + seconds
    shared = set()
    with Session(scenario, Settings(watchdog=WATCHDOG)) as session:
        while True:
            walk = Walk(session, shared, limit)
            graph = walk.graph()
            if walk.shared == shared:
                return graph
            shared = walk.shared


class Walk:
    """One pass over all states, with choices at the shared sites known."""

    def __init__(self, session, shared, limit):
        self.session, self.sites = session, frozenset(shared)
        self.shared = set(shared)
        self.limit = limit
        self.nodes = {}
        self.ends = {}
        self.threads = []
        self.root = self.before = self.unseen = None
        self.name = session.scenario.__name__

    def graph(self):
        """Run until no choice is left untried."""
        todo = [()]
        while todo:
            todo += self._run(todo.pop())
            if self.shared != self.sites:
                return None
            if len(self.nodes) > NODES or perf_counter() > self.limit:
                raise TooLarge(self._too_large())
        if self.root is None:
            raise ValueError(
                f"{self.name}() gives nothing to choose: step() needs a "
                "scenario that starts threads"
            )
        nodes = [*self.nodes.values(), *self.ends.values()]
        return Graph(self.root, nodes, self.threads, self.before, self.unseen)

    def _too_large(self):
        return (
            f"{self.name}() has too many states to walk through by hand "
            f"(more than {NODES:,}, or too slow to list).  Make it smaller: "
            "two threads, one round of each loop, and nothing shared that "
            "the lesson does not need.  explore() can still search it."
        )

    def _run(self, departures):
        """Run once; return the choices that this run has shown."""
        last = max((step for step, _ in departures), default=0)
        watch = Watch(self.nodes, self.sites, last)
        run = self.session.run(departures, self.sites, trace=watch)
        self._check(run)
        watch.finish(run.newly_shared)
        self.unseen = self.unseen or run.unseen
        self.shared |= run.newly_shared | watch.shared_sites()
        self._name_threads(run)
        return self._add(watch, run, departures)

    def _check(self, run):
        kind = run.failure.kind if run.failure else ""
        if kind == "cannot follow":
            raise ValueError(NOT_REPEATABLE.format(self.name))
        if kind == "lost control":
            raise ValueError(
                f"step() cannot run {self.name}(): {run.failure.message}"
            )
        if run.step >= run.settings.steps or any(
            task.streak >= engine.PATIENCE for task in run.tasks
        ):
            raise TooLarge(self._too_large())

    def _name_threads(self, run):
        for task in run.tasks[len(self.threads) :]:
            self.threads.append(task.name)
        names = [task.name for task in run.tasks]
        if names != self.threads[: len(names)]:
            raise ValueError(
                f"{self.name}() starts its threads in different orders in "
                "different schedules: for step(), start them all from one "
                "thread"
            )

    def _add(self, watch, run, departures):
        marks = [mark for _, _, mark in watch.decisions]
        marks.append(len(watch.steps))
        if self.before is None:
            self.before = watch.visible(0, marks[0])
        todo, path = [], []
        for node, chosen, _ in watch.decisions:
            if node.key not in self.nodes:
                if node.step <= watch.last:
                    raise ValueError(NOT_REPEATABLE.format(self.name))
                self.nodes[node.key] = node
                todo += [
                    (*departures, (node.step, number))
                    for number in node.choices
                    if number != chosen
                ]
            path.append(self.nodes[node.key])
        if not path:
            return []
        self.root = path[0]
        after = path[1:] if run.cut else [*path[1:], self._end(watch, run)]
        for i, following in enumerate(after):
            _, chosen, mark = watch.decisions[i]
            steps = watch.visible(mark, marks[i + 1])
            path[i].edges[chosen] = following, steps
        return todo

    def _end(self, watch, run):
        failure = run.failure
        said = failure and (failure.kind, failure.message, failure.line)
        values, held = watch.values(), watch.held(run)
        key = (_pasts(run), said, values, held)
        node = Node(key, run.step, values=values, held=held, failure=failure)
        return self.ends.setdefault(key, node)


NOT_REPEATABLE = (
    "{}() does not do the same in every run of one schedule.  Something "
    "outlives a run: an object or a file made outside of the scenario, the "
    "real clock, the order of a set.  Make everything inside the scenario."
)


class Watch(Trace):
    """A trace that also notes every decision, and the state before it."""

    def __init__(self, known, shown, last):
        super().__init__(SITES)
        self.known, self.shown, self.last = known, shown, last
        self.decisions = []
        self._places = {}

    def choose(self, task, chosen, preempted):
        """Somebody was chosen: note who could have been."""
        super().choose(task, chosen, preempted)
        run = engine.RUN
        node = self._node(run)
        self.decisions.append((node, chosen.number, len(self.steps)))
        if run.step > self.last and node.key in self.known:
            run.cut = True
            raise run.halt()

    def add(self, run, task, operation, expired):
        """Note a step, and the place whose value can be shown from now on."""
        super().add(run, task, operation, expired)
        if operation.site not in self.shown:
            return
        touches = list(operation_touches(operation))
        for record, part, _ in touches[:1]:
            key = id(record), part
            label = _label(operation.place[2], part)
            if label:
                self._places.setdefault(key, [label, record, part, None])
            if key in self._places:
                self._places[key][3] = self.steps[-1]

    def _node(self, run):
        ready, timers = run._options()
        default = (ready or [min(timers, key=_deadline)])[0].number
        nexts = {
            t.number: _next(t, t in ready, t in timers) for t in run.alive
        }
        values, held = self.values(), self.held(run)
        ready = tuple(t.number for t in ready)
        timers = tuple(t.number for t in timers)
        begun = tuple(t.operation is None for t in run.tasks)
        times = tuple(t.operation and t.operation.deadline for t in run.alive)
        key = (
            _pasts(run),
            run.step,
            ready,
            timers,
            begun,
            times,
            run.now,
            values,
            held,
        )
        return Node(key, run.step, ready, timers, default, nexts, values, held)

    def values(self):
        """What the places seen so far hold now: (label, value)."""
        found = []
        for label, record, part, step in self._places.values():
            value = _peek(record.thing, part, step.value)
            if value is not None and value not in HANDLES:
                found.append((label, value))
        return tuple(found)

    def held(self, run):
        """Which locks each thread holds: (thread, names)."""
        return tuple(
            (task.number, tuple(sorted(lock._label for lock in task.held)))
            for task in run.tasks
            if task.held
        )

    def shared_sites(self):
        """The sites whose accesses concern more than one thread."""
        return {
            site
            for site, step in zip(self._at, self.steps, strict=True)
            if site is not None and is_shown(step)
        }

    def visible(self, first, last):
        """The steps of a range, without those that concern one thread."""
        sites = self._at[first:last]
        steps = self.steps[first:last]
        return [
            step
            for site, step in zip(sites, steps, strict=True)
            if site is None or site in self.shown
        ]


def _pasts(run):
    return tuple(task.past for task in run.tasks)


def _deadline(task):
    return task.operation.deadline


def _next(task, ready, timer):
    operation = task.operation
    if operation is None:
        return Next(task.number, "begin", "", None, None, None, False, True)
    file, line, text = operation.place
    wait = None
    if not ready and not timer:
        holders = getattr(operation.target, "_holders", tuple)()
        wait = Wait(
            task.name,
            operation.verb,
            text or "",
            file,
            line,
            tuple(holder.name for holder in holders),
        )
    return Next(
        task.number, operation.verb, text or "", file, line, wait, timer
    )


def _label(text, part):
    """The name of a place, as far as an expression tells it."""
    if part is WHOLE:
        inside = re.match(rf"(?:len|list|sum|sorted|bool)\(({NAME})\)$", text)
        call = re.match(rf"({NAME})\.\w+\(", text)
        text = (inside or call or [0, text])[1]
    elif text.endswith("]"):
        text = re.sub(r"\[[^][]*\]$", f"[{show(part[1])}]", text)
    return text if re.fullmatch(NAME, text) else None


def _peek(thing, part, seen):
    """The value of a place, without running anything of the learner's."""
    if type(thing) is tuple:  # an object and its __dict__
        thing = thing[0]
    if part is WHOLE:
        return show(thing) if type(thing) in CONTAINERS else None
    name = part[1]
    try:
        if type(thing) in (dict, list, deque):
            return show(thing[name])
        if type(thing) is types.CellType:
            return show(thing.cell_contents)
        return show(object.__getattribute__(thing, "__dict__")[name])
    except (AttributeError, KeyError, IndexError, TypeError, ValueError):
        return seen
