"""Everything that surrounds the runs of one search, set up and taken down."""

import inspect
import sys
from contextlib import ExitStack
from dataclasses import dataclass

from . import engine
from .crew import CREWS
from .history import History
from .instrument import Instrumented
from .interrupts import Interrupts
from .model import Patched
from .one_search import only_search
from .output import Capture
from .sites import SITES
from .state import Snapshot
from .trace import Trace

DEEPER = 3  # a call of the learner's takes up to so many calls in a run
COLLECT = 250  # runs between two collections of garbage


@dataclass
class Settings:
    """How to run a scenario; see `search.explore`."""

    memory: str = "language"
    timers: str = "any"
    overtaking: int | None = None
    watchdog: float = 2.0
    steps: int = 5000
    backend: str = "threads"

    def check(self):
        """Raise ValueError for a setting that does not exist."""
        for name, known in (
            ("memory", ("language", "gil")),
            ("timers", ("any", "exact")),
            ("backend", tuple(CREWS)),
        ):
            if getattr(self, name) not in known:
                raise ValueError(
                    f"{name}={getattr(self, name)!r}: it is one of "
                    + ", ".join(map(repr, known))
                )
        if not self.watchdog > 0:
            raise ValueError("watchdog: a number of seconds above 0")

    def check_tasks(self):
        """Raise ValueError for what is about threads only."""
        for name in ("memory", "overtaking", "backend"):
            if getattr(self, name) != getattr(Settings, name):
                raise ValueError(
                    f"{name}={getattr(self, name)!r}: an async def has no "
                    "threads that this could concern; leave it out"
                )


def check_scenario(scenario):
    """Raise an error that says what to do if this is not a scenario."""
    if not inspect.isfunction(inspect.unwrap(scenario)) and not (
        inspect.ismethod(scenario)
    ):
        raise TypeError(
            f"explore() needs a function, not {type(scenario).__name__}: "
            "put what is to be explored into a function without parameters "
            "and pass that function itself, without calling it"
        )
    signature = inspect.signature(scenario, follow_wrapped=False)
    for parameter in signature.parameters.values():
        needed = parameter.default is parameter.empty
        if needed and parameter.kind not in (
            parameter.VAR_POSITIONAL,
            parameter.VAR_KEYWORD,
        ):
            raise TypeError(
                f"{scenario.__name__}() has a parameter, {parameter.name}: a "
                "scenario has none, it makes everything it needs itself"
            )
    if inspect.isgeneratorfunction(scenario) or inspect.isasyncgenfunction(
        scenario
    ):
        raise TypeError(
            f"{scenario.__name__}() contains yield, so calling it runs "
            "nothing: put what is to be explored into a function without it"
        )


LAZY = (
    (
        inspect.iscoroutine,
        "a coroutine, of which nothing has run: pass the async def itself to "
        "explore()",
    ),
    (
        inspect.isgenerator,
        "a generator, of which nothing has run: go through it in the scenario",
    ),
    (
        inspect.isasyncgen,
        "an async generator, of which nothing has run: go through it in an "
        "async def, and pass that to explore()",
    ),
)


def check_result(scenario, result):
    """Raise TypeError if the scenario only made what it should run."""
    for is_lazy, what in LAZY:
        if is_lazy(result):
            if inspect.iscoroutine(result):
                result.close()
            raise TypeError(f"{scenario.__name__}() returns {what}")


def _asks_for_ends(names):
    """Do functions with these names look whether threads have ended?"""
    if {"threading", "enumerate"} <= names:
        return True
    return not names.isdisjoint(("is_alive", "active_count", "activeCount"))


class Session:
    """``with Session(scenario, settings) as session: session.run(…)``"""

    def __init__(self, scenario, settings):
        self.scenario, self.settings = scenario, settings
        self.history = History()
        self._runs = 0

    def __enter__(self):
        self._stack = ExitStack()
        enter = self._stack.enter_context
        enter(only_search())
        try:
            self._interrupts = enter(Interrupts())
            code = Instrumented(self.scenario)
            self._state = Snapshot(code.spaces.values(), code.used_names)
            self._stack.callback(self._state.restore)
            self.opaque = code.opaque
            self._ends_matter = _asks_for_ends(code.used_names)
            reuse = not self._state.has_thread_locals
            self.crew = CREWS[self.settings.backend](reuse)
            self._stack.callback(self.crew.close)
            self._capture = enter(Capture())
            self._patched = enter(Patched())
            enter(code)
            self._depth = sys.getrecursionlimit()
            self._stack.callback(sys.setrecursionlimit, self._depth)
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, *exc_info):
        self._stack.close()

    def run(
        self,
        departures=(),
        shared=None,
        visited=None,
        traced=False,
        trace=None,
    ):
        """Run the scenario once; return the `engine.Run`."""
        self._runs += 1
        if self._runs % COLLECT == 0:
            self._interrupts.collect()
        self._state.restore()
        self._patched.fresh()
        self._capture.fresh()
        sys.setrecursionlimit(DEEPER * self._depth)
        run = engine.Run(
            self.scenario,
            self.settings,
            self.history,
            self.crew,
            departures=dict(departures),
            shared=shared,
            visited=visited,
            trace=Trace(SITES) if traced else trace,
        )
        run.stand_ins = self._patched.stand_ins
        run.ends_matter = self._ends_matter
        run.execute()
        self._interrupts.check()
        check_result(self.scenario, run.result)
        run.output = self._capture.text
        return run
