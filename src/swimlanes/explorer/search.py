"""The order of the search: fewest preemptions first, known states left out.

A preemption takes the processor from a thread that could have gone on; the
study of real bugs shows that most need very few (Musuvathi and Qadeer,
"Iterative context bounding for systematic testing", PLDI 2007).  So all
schedules without a preemption come first, then those with one, and so on.
The first failure found therefore has the fewest preemptions possible.

Two things keep the number of schedules small, each with its argument in its
own module: a state that is known is not explored again (`history`), and a
choice is offered only where threads can get in each other's way (`races`).
With ``reduce=False`` neither is used: brute force.

Why cutting agrees with the order.  A state counts as known together with the
thread that is running, since the price of what follows depends on both.  All
schedules of a lower price are finished before a higher one begins, so a state
is first reached at its lowest price, and from there all its choices are put
on the list.
"""

import inspect
import time
from collections import deque
from dataclasses import dataclass

from .schedule import decode, encode
from .session import Session, Settings, check_scenario
from .verdict import Failure, Verdict

_clock = time.perf_counter
SOFT = ("livelock",)


def explore(
    scenario,
    *,
    preemptions=None,
    schedules=20_000,
    seconds=5.0,
    memory="language",
    timers="any",
    overtaking=None,
    reduce=True,
    watchdog=2.0,
    backend="threads",
):
    """Run a scenario under every schedule, until one fails.

    Parameters
    ----------
    scenario
        A function without parameters that makes everything it needs, starts
        threads, joins them and asserts; or an ``async def``, whose tasks are
        explored (nothing is cut then, and timers are exact).
    preemptions
        Stop after all schedules with so many preemptions; None: no bound.
    schedules, seconds
        The budget.
    memory
        "language": a thread may be preempted at every access to shared data,
        as the language allows and free-threaded builds do.  "gil": only where
        a GIL build of CPython 3.10 or newer can.
    timers
        "any": a timer may fire late, after things that happen later.
        "exact": timers fire in order, and nothing takes time.
    overtaking
        Fail when a waiting thread is overtaken more often than this.
    reduce
        False: brute force, every interleaving of every access.
    watchdog
        Seconds of silence after which a thread has left our control.
    backend
        "threads", or "greenlets" if that package is installed (faster, but
        no watchdog).

    Returns
    -------
    Verdict
        Print it.  ``verdict.kind`` keeps the cases apart.

    Raises
    ------
    TypeError, ValueError
        If the scenario or an option cannot be used, with what to do.
    """
    settings = Settings(memory, timers, overtaking, watchdog, backend=backend)
    settings.check()
    check_scenario(scenario)
    if inspect.iscoroutinefunction(scenario):
        settings.check_tasks()
        from .tasks import explore_tasks

        return explore_tasks(
            scenario, preemptions, schedules, seconds, watchdog
        )
    start = _clock()
    with Session(scenario, settings) as session:
        search = Search(session, preemptions, schedules, start + seconds)
        verdict = search.verdict(reduce)
    verdict.seconds = _clock() - start
    return verdict


def replay(
    scenario,
    schedule,
    *,
    timers="any",
    overtaking=None,
    watchdog=2.0,
    backend="threads",
):
    """Run a scenario once more under the schedule of a failure.

    Parameters
    ----------
    scenario
        The function that was explored, unchanged.
    schedule
        The id that `explore` printed, such as ``"s1:6.2"``.

    Returns
    -------
    Verdict
        With the same failure.

    Raises
    ------
    ValueError
        If the id is not one, or does not fit this scenario.
    """
    settings = Settings("language", timers, overtaking, watchdog)
    settings.backend = backend
    settings.check()
    check_scenario(scenario)
    if inspect.iscoroutinefunction(scenario):
        settings.check_tasks()
        from .tasks import replay_tasks

        return replay_tasks(scenario, schedule, watchdog)
    departures = decode(schedule)
    start = _clock()
    with Session(scenario, settings) as session:
        run = session.run(departures.items(), traced=True)
    failure = run.failure
    unused = [step for step in departures if step > run.step]
    if unused or (failure is not None and failure.kind == "cannot follow"):
        raise ValueError(
            f"schedule {schedule!r} does not fit {scenario.__name__}(): it "
            "belongs to another scenario, or to an earlier version of this "
            "one; explore it again"
        )
    verdict = Verdict(
        _kind(failure) if failure else "bounded",
        scenario.__name__,
        schedules=1,
        failure=failure,
        schedule=encode(departures.items()),
        replayed=True,
    )
    _add_trace(verdict, run)
    verdict.seconds = _clock() - start
    return verdict


def outcomes(
    scenario,
    *,
    preemptions=None,
    schedules=20_000,
    seconds=60.0,
    memory="language",
    timers="any",
    reduce=True,
    watchdog=2.0,
    backend="threads",
):
    """Yield how every schedule ended, without stopping at a failure.

    Yields an `End` for every schedule that was not cut.  A schedule may come
    more than once (see `races` on starting again).  The generator's return
    value is "every", or "bounded" if the budget was used up.
    """
    settings = Settings(memory, timers, watchdog=watchdog, backend=backend)
    settings.check()
    check_scenario(scenario)
    limit = _clock() + seconds
    with Session(scenario, settings) as session:
        search = Search(session, preemptions, schedules, limit)
        search.prepare(reduce)
        search.restart = True
        while search.restart:
            for departures, run in search.runs():
                if not run.cut:
                    yield End(encode(departures), run.failure, run.result)
    complete = search.complete and not search.left_out
    return "every" if complete else "bounded"


@dataclass
class End:
    """How one schedule ended: its id, a `Failure` or None, the result."""

    schedule: str
    failure: Failure | None
    result: object


def _kind(failure):
    soft = ("livelock", "lost control", "not repeatable")
    return failure.kind if failure.kind in soft else "failure"


def _lost(run):
    return run.failure is not None and run.failure.kind == "lost control"


def _add_trace(verdict, run):
    verdict.trace = run.trace.finish(run.newly_shared)
    verdict.output = run.output
    if verdict.kind == "failure":
        verdict.gil = run.trace.gil_allows()


class Search:
    """One search over the schedules of a session."""

    def __init__(self, session, preemptions, schedules, deadline):
        self.session = session
        self.bound, self.limit = preemptions, schedules
        self.deadline = deadline
        self.total = self.finished = self.cut = 0
        self.restart = self.complete = self.left_out = False
        self.price = 0
        self.shared = self.visited = None
        self.unseen = None

    def prepare(self, reduce):
        """Run the default schedule twice; return the two runs."""
        first = self.session.run()
        second = first if _lost(first) else self.session.run()
        self.total += 1
        self.reduce = reduce
        self.shared = set(first.newly_shared) if reduce else None
        return first, second

    def verdict(self, reduce):
        """Search, and say what came out."""
        first, second = self.prepare(reduce)
        in_control = not _lost(first) and not _lost(second)
        if in_control and _signature(first) != _signature(second):
            return self._verdict("not repeatable", reason=NOT_REPEATABLE)
        if first.failure is not None and first.failure.kind not in SOFT:
            self.finished = 1
            return self._failed((), first.failure)
        livelock = None
        while True:
            for departures, run in self.runs():
                failure = run.failure
                if failure is None or run.newly_shared and self.reduce:
                    continue
                if failure.kind == "cannot follow":
                    return self._verdict(
                        "not repeatable", reason=NOT_REPEATABLE
                    )
                if failure.kind not in SOFT:
                    return self._failed(departures, failure)
                counted = self.price, self.finished, self.cut
                livelock = livelock or (departures, failure, counted)
            if not self.restart:
                break
        if livelock is not None:
            departures, failure, counted = livelock
            self.price, self.finished, self.cut = counted
            return self._failed(departures, failure)
        return self._passed()

    def runs(self):
        """Go through the list once; yield departures and run."""
        self.restart = self.complete = self.left_out = False
        self.finished = self.cut = self.price = 0
        self.visited = set() if self.reduce else None
        buckets = [deque([((), None)])]
        while True:
            while self.price < len(buckets) and not buckets[self.price]:
                self.price += 1
            if self.price >= len(buckets):
                self.complete = True
                return
            spent = self.total >= self.limit
            if spent or _clock() > self.deadline and self.total > 1:
                return
            departures, state = buckets[self.price].popleft()
            if self.visited is not None and state is not None:
                if state in self.visited:
                    continue
                self.visited.add(state)
            run = self.session.run(departures, self.shared, self.visited)
            self.total += 1
            self.cut += run.cut
            self.finished += not run.cut
            self.unseen = self.unseen or run.unseen
            if self.reduce and run.newly_shared:
                self.shared |= run.newly_shared
                self.restart = True
            yield departures, run
            if self.restart:
                return
            self._put_on_list(buckets, departures, run.alternatives)

    def _put_on_list(self, buckets, departures, alternatives):
        for step, number, price, state in alternatives:
            if self.visited is not None and state in self.visited:
                continue
            total = self.price + price
            if self.bound is not None and total > self.bound:
                self.left_out = True
                continue
            while len(buckets) <= total:
                buckets.append(deque())
            buckets[total].append(((*departures, (step, number)), state))

    # -- words ----------------------------------------------------------

    def _verdict(self, kind, **more):
        session = self.session
        return Verdict(
            kind,
            session.scenario.__name__,
            schedules=self.finished,
            cut=self.cut,
            memory=session.settings.memory,
            **more,
        )

    def _passed(self):
        if self.complete and not self.left_out:
            if self.unseen is None and not self.session.opaque:
                return self._verdict("every")
            reason = self.unseen or _opaque_words(self.session.opaque)
            reason = f"Not everything can be observed: {reason}."
            return self._verdict("bounded", reason=reason)
        done = self.bound if self.complete else self.price - 1
        if done is not None and done < 0:
            done = None
        return self._verdict("bounded", preemptions=done)

    def _failed(self, departures, failure):
        verdict = self._verdict(
            _kind(failure),
            failure=failure,
            preemptions=self.price,
            schedule=encode(departures),
        )
        if failure.kind == "lost control":
            return verdict
        run = self.session.run(departures, traced=True)
        if run.failure is None or run.failure.kind != failure.kind:
            return self._verdict("not repeatable", reason=NOT_REPEATABLE)
        verdict.failure = run.failure
        _add_trace(verdict, run)
        return verdict


NOT_REPEATABLE = (
    "The same schedule gave two different results.  Something outlives a run: "
    "an object or a file made outside of the scenario, the real clock, the "
    "order of a set.  Make everything inside the scenario."
)


def _opaque_words(functions):
    names = sorted({function.__qualname__ for function in functions})
    return "no matching source for " + ", ".join(names[:3])


def _signature(run):
    failure = run.failure
    return (
        failure and (failure.kind, failure.line),
        run.step,
        [task.past for task in run.tasks],
        [task.name for task in run.tasks],
    )
