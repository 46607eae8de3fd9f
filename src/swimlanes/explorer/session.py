"""Everything that surrounds the runs of one search, set up and taken down."""

import gc
import inspect
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from threading import Lock

from . import engine
from .crew import CREWS
from .history import History
from .instrument import Instrumented
from .model import Patched
from .output import Capture
from .sites import SITES
from .state import Snapshot
from .trace import Trace

DEEPER = 3  # a call of the learner's takes up to so many calls in a run
COLLECT = 250  # runs between two collections of garbage
_busy = Lock()  # one search at a time: it changes modules of the process


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


class Session:
    """``with Session(scenario, settings) as session: session.run(…)``"""

    def __init__(self, scenario, settings):
        self.scenario, self.settings = scenario, settings
        self.history = History()
        self._runs = 0

    def __enter__(self):
        if engine.current_run() is not None:
            raise RuntimeError("explore() cannot be used inside a scenario")
        if not _busy.acquire(blocking=False):
            raise RuntimeError("another exploration is running already")
        self._stack = ExitStack()
        self._stack.callback(_busy.release)
        try:
            enter = self._stack.enter_context
            code = Instrumented(self.scenario)
            self._state = Snapshot(code.spaces.values(), code.used_names)
            self._stack.callback(self._state.restore)
            self.opaque = code.opaque
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
            gc.collect()
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
        run.execute()
        run.output = self._capture.text
        return run
