"""One run of a scenario under one schedule: announce, choose, perform.

Exactly one task runs at a time.  Before every visible operation it announces
what it is about to do, somebody is chosen among all tasks that could go on,
and whoever is chosen performs the operation announced.  Every blocking
operation says when it is ready, so "nobody is ready" is a deadlock, and time
is virtual: it moves when a timer is the next thing to happen.

The default choice never preempts; see `schedule` for how a run departs from
it.  While a run follows the default it notes the other choices, with their
price in preemptions and the state they lead to: the search goes there next.
"""

import sys
from _thread import get_ident

from . import overtaking, spinning
from .history import Record, leave
from .places import is_machinery
from .races import Clock, note_access, share
from .verdict import Failure

NOTHING = ()
PATIENCE = 200  # steps in a row before the others get a turn for free
STUBBORN = 200  # times a task may swallow Stop before it is abandoned

RUN = None  # the run in progress: there is one at a time in a process
OUTCASTS = set()  # idents of threads that left an earlier run's control


class Stop(BaseException):
    """Unwinds the tasks of a run that is over."""


class Operation:
    """What a task is about to do."""

    __slots__ = (
        "verb",
        "target",
        "touches",
        "ready",
        "deadline",
        "site",
        "quiet",
        "looks",
        "parked",
        "place",
        "announced",
        "arrived",
        "overtaken",
    )

    def __init__(self, verb, target, touches, ready, deadline, site):
        self.verb, self.target, self.touches = verb, target, touches
        self.ready, self.deadline, self.site = ready, deadline, site
        self.quiet = self.looks = self.parked = False
        self.place = (None, None, None)  # file, line, text
        self.announced, self.arrived, self.overtaken = 0, None, 0


class Task:
    """A thread of the scenario."""

    def __init__(self, number, name, body, past, clock, thread, daemon):
        self.number, self.name, self.body = number, name, body
        self.past, self.clock = past, clock
        self.thread, self.daemon = thread, daemon
        self.service = False  # a pool's worker: it ends when the rest has
        self.operation = None
        self.done = self.outcast = False
        self.end = Record(self)
        self.held = frozenset()
        self.streak = 0
        self.checks = 1  # passages through CPython's eval breaker
        self.checked = 0  # how many of them before the last shared access
        self.spin = spinning.Watch()
        self.refusals = 0
        self.events = 0  # how much of what it did others could see
        self.clock_looks = (None, 0)  # what the clock said, and how often
        self.ident = self.bed = None


class Run:
    """One execution.

    Parameters
    ----------
    scenario
        The function that the first task calls.
    settings
        `search.Settings`.
    history
        Names for pasts, shared by all runs of a search.
    departures
        ``{step: task number}``.
    shared
        The sites where a choice is offered; ``None`` means everywhere.
    visited
        The states known so far; ``None`` switches cutting off.
    crew
        The threads to run on.
    trace
        A `trace.Trace` to fill, or ``None``.
    """

    def __init__(
        self,
        scenario,
        settings,
        history,
        crew,
        departures=None,
        shared=None,
        visited=None,
        trace=None,
    ):
        self.scenario, self.settings = scenario, settings
        self.history, self.crew = history, crew
        self.departures = departures or {}
        self.last = max(self.departures, default=0)
        self.shared, self.visited, self.trace = shared, visited, trace
        self.newly_shared = set()
        self.tasks, self.alive = [], []
        self.current = None
        self.step = self.arrivals = 0
        self.now = 0.0
        self.time, self.world = Record("time"), Record("world")
        self.records = {}
        self.numbering, self.numbers = Record("numbering"), {}
        self.twins = {}
        self.views = {}
        self.caches = {}
        self.counts = {}
        self.alternatives = []
        self.failure = None
        self.unseen = None  # why not everything could be observed
        self.ends_matter = False  # does anybody ask whether a thread ended?
        self.stopping = self.cut = self.exiting = self.closing = False
        self.result = None

    # -- the life of a run ------------------------------------------------

    def execute(self):
        """Run to the end, or until the watchdog loses patience."""
        global RUN
        crew = self.crew
        crew.begin()
        main = self.spawn(self._call_scenario, "main")
        self.current = main
        RUN = self
        try:
            crew.wake(main)
            step = -1
            while not crew.wait(self.settings.watchdog):
                if step == self.step:
                    self._lose_control()
                    break
                step = self.step
        except BaseException:
            self._release_everybody()
            raise
        finally:
            RUN = None
        return self

    def _call_scenario(self):
        self.result = self.scenario()

    def spawn(self, body, name, thread=None, daemon=False):
        """Add a task; it runs as soon as somebody chooses it."""
        parent = self.current
        number = len(self.tasks)
        past = self.history.name(
            parent.past if parent else 0, ("born", number)
        )
        clock = parent.clock.fork(parent.number) if parent else Clock()
        task = Task(number, name, body, past, clock, thread, daemon)
        self.tasks.append(task)
        self.alive.append(task)
        self.crew.launch(task, lambda: self._live(task))
        return task

    def _live(self, task):
        try:
            if not self.stopping:
                task.body()
                if self.ends_matter and task.number and not self.stopping:
                    self.act("end", None)  # who looks before sees it alive
        except Stop:
            pass
        except SystemExit as error:
            if task.number == 0:  # it ends the program, else its thread only
                self.fail(Failure.from_exception(error, task.name))
        except BaseException as error:
            self.fail(Failure.from_exception(error, task.name))
        task.done = True
        if task.outcast:
            OUTCASTS.discard(task.ident)
            return
        self.alive.remove(task)
        leave(task.past, ((task.end, "end", True),))
        task.end.version += 1
        if not self.stopping:
            if self.trace is not None:
                self.trace.end(self, task)
            try:
                following = self._choose(None)
            except Stop:
                pass
            else:
                self._wake(following)
                return
        self._unwind()

    def count(self, what):
        """Return how often this was counted in the run, this time included."""
        number = self.counts[what] = self.counts.get(what, 0) + 1
        return number

    def _wake(self, task):
        self.current = task
        self.crew.wake(task)

    def _unwind(self):
        """Wake the tasks that are left one by one, so that each unwinds."""
        if self.alive:
            self._wake(self.alive[-1])
        else:
            self.crew.finish()

    def halt(self):
        """End the run; raise what this returns."""
        self.stopping = True
        return Stop()

    def fail(self, failure):
        """End the run with a failure (the first one counts)."""
        if not self.stopping:
            self.failure = failure
            self.halt()

    def refuse(self, task):
        """A task asks for something although the run is over."""
        task.refusals += 1
        if task.refusals > STUBBORN:
            self._outcast(task)
            self._unwind()
            self.crew.sleep(task)
        raise Stop

    def _outcast(self, task):
        task.done = task.outcast = True
        OUTCASTS.add(task.ident)
        self.crew.abandon({task.ident})
        if task in self.alive:
            self.alive.remove(task)

    def _lose_control(self):
        task = self.current
        frame = sys._current_frames().get(task.ident)
        self.failure = Failure.lost_control(task.name, frame, self.settings)
        self.stopping = True
        if self.crew.wait(0.2):  # a loop in Python sees it and stops
            return
        self._outcast(task)
        self._unwind()
        self.crew.wait(1.0)

    def _release_everybody(self):
        """Ctrl-C in the waiting thread: stop the tasks before going on."""
        self.stopping = True
        if self.alive and not self.crew.wait(1.0):
            self._outcast(self.current)
            self._unwind()
            self.crew.wait(1.0)

    # -- announce, choose, perform ------------------------------------------

    def act(
        self,
        verb,
        target,
        touches=NOTHING,
        ready=None,
        timeout=None,
        look=None,
    ):
        """Announce a synchronisation operation; perform it when chosen.

        Parameters
        ----------
        touches
            The places concerned, (record, part, writes); or a function that
            returns them when the operation is performed.
        ready
            Says whether the operation can go on; ``None`` means always.
        timeout
            Seconds of virtual time after which it goes on anyway.
        look
            The record that is read, if the operation does nothing but look.

        Returns
        -------
        bool
            False if the timeout brought it to an end, True otherwise.
        """
        task = self.current
        if self.stopping:
            self.refuse(task)
        deadline = None if timeout is None else self.now + timeout
        operation = Operation(verb, target, touches, ready, deadline, None)
        if look is not None:
            frame = user_frame()
            where = (frame.f_code, frame.f_lasti)
            self._watch(task, operation, where, frame, (look,))
        return self._offer(task, operation)

    def access(self, site, verb, target, touches, look=None):
        """Announce an access to data; perform it when chosen.

        `look` are the places that it reads, if it does nothing but look.
        """
        task = self.current
        if self.stopping:
            self.refuse(task)
        operation = Operation(verb, target, touches, None, None, site)
        if look is not None:
            records = [record for record, _, _ in look]
            self._watch(task, operation, site, user_frame(), records)
        unshared = self.shared is not None and site not in self.shared
        gil = self.settings.memory == "gil"
        if unshared or gil and task.checks == task.checked:
            operation.quiet = True
        else:
            task.checked = task.checks
        if operation.parked or task.streak >= PATIENCE:
            share(self, site)  # others get their turn here
        if operation.quiet and self._passes(task, operation):
            self.step += 1
            task.streak += 1
            task.operation = operation
            if self.trace is not None:
                operation.place = self.trace.place(operation)
            self._perform(task)
        else:
            self._offer(task, operation)

    def _passes(self, task, operation):
        """May a quiet access go on without asking anybody?"""
        return (
            not operation.parked
            and not self.exiting
            and len(self.alive) > 1
            and task.streak < PATIENCE
            and self.step < self.settings.steps
            and self.step + 1 not in self.departures
        )

    def mention(self, verb, target):
        """Note an operation before which no choice is needed."""
        task = self.current
        task.spin.effect()
        if self.trace is not None:
            operation = Operation(verb, target, NOTHING, None, None, None)
            operation.place = self.trace.place(operation)
            self.trace.add(self, task, operation, False)

    def is_closing(self):
        """Is nobody left but daemons and the workers of pools?"""
        return self.closing

    def _watch(self, task, operation, site, frame, records):
        """Park the task if it only repeats itself (see `spinning`)."""
        operation.looks = True
        idle = task.spin.look(site, frame, records, task.past)
        if idle is None:
            return
        task.past, reads = idle
        operation.parked = True
        operation.ready = lambda: any(r.version != v for r, v in reads)

    def _offer(self, task, operation):
        task.operation = operation
        overtaking.announce(self, operation)
        if self.trace is not None:
            operation.place = self.trace.place(operation)
        if len(self.alive) > 1 or self.exiting or not _is_ready(operation):
            chosen = self._choose(task)
            if chosen is not task:
                self.current = chosen
                self.crew.wake(chosen)
                self.crew.sleep(task)
                if self.stopping:
                    raise Stop
        return self._perform(task)

    def _perform(self, task):
        operation = task.operation
        expired = not _is_ready(operation)
        touches = self._touches(operation, expired)
        if expired:
            self.now = max(self.now, operation.deadline)
        task.operation = None
        for record, _, writes in touches:
            if writes:
                record.version += 1
        if not operation.looks:
            task.spin.effect()
        if not operation.quiet:
            task.events += 1
            task.past = self.history.after(task.past, touches)
            leave(task.past, touches)
        if operation.site is not None:
            note_access(self, task, operation.site, touches)
        if self.exiting and any(writes for _, _, writes in touches):
            self.fail(Failure.lost_work(task.name, operation, self))
            raise Stop
        if self.trace is not None:
            self.trace.add(self, task, operation, expired)
        if self.settings.overtaking is not None and not expired:
            starving = overtaking.serve(self, task, operation)
            if starving is not None:
                self.fail(Failure.overtaken(starving, task))
                raise Stop
        return not expired

    def _touches(self, operation, expired):
        if expired:
            return ((self.time, "now", True),)
        touches = operation.touches
        return touches() if callable(touches) else touches

    def foresee(self, task):
        """Return the state that `task` would lead to if it went on now."""
        pasts = [t.past for t in self.tasks]
        operation = task.operation
        if operation is not None and not operation.quiet:
            touches = self._touches(operation, not _is_ready(operation))
            pasts[task.number] = self.history.after(task.past, touches)
        state = (tuple(pasts), task.number)
        if self.settings.overtaking is not None:
            state += overtaking.state(self)
        return state

    def _choose(self, task):
        """Return who goes on; `task` announces, or is None if it ended."""
        if all(t.daemon for t in self.alive):
            return self._choose_at_exit(task)
        self.closing = all(t.daemon or t.service for t in self.alive)
        self.step += 1
        step = self.step
        if step > self.settings.steps:
            self.fail(Failure.endless(self, step - 1))
            raise Stop
        ready, timers = self._options()
        if not ready and not timers:
            self.fail(Failure.stuck(self))
            raise Stop
        goes_on = task is not None and task in ready
        if goes_on and task.streak < PATIENCE:
            default = task
        elif goes_on and len(ready) > 1:
            default = ready[(ready.index(task) + 1) % len(ready)]
            goes_on = False
        else:
            due = ready or [min(timers, key=_deadline)]
            default = due[0]
        chosen = self._depart(step, default, ready, timers)
        if step > self.last:
            self._note_alternatives(default, ready, timers, goes_on)
        if self.trace is not None:
            preempted = chosen is not task and goes_on
            self.trace.choose(task, chosen, preempted)
        chosen.streak = chosen.streak + 1 if chosen is task else 1
        return chosen

    def _note_alternatives(self, default, ready, timers, goes_on):
        """Note the other choices; end the run if the default is known.

        In this order: the state that the default leads to may be known from
        a place where the other choices have a higher price than here.
        """
        for task in ready + timers:
            if task is not default:
                price = int(goes_on or (task in timers and bool(ready)))
                state = self.foresee(task)
                self.alternatives.append(
                    (self.step, task.number, price, state)
                )
        if self.visited is not None:
            state = self.foresee(default)
            if state in self.visited:
                self.cut = True
                raise self.halt()
            self.visited.add(state)

    def _options(self):
        """Who is ready, and who waits for a timer that could fire."""
        ready, timers = [], []
        for task in self.alive:
            operation = task.operation
            if operation is None or _is_ready(operation):
                ready.append(task)
                continue
            overtaking.arrive(self, operation)
            if operation.deadline is None:
                continue
            if operation.deadline <= self.now:
                ready.append(task)
            else:
                timers.append(task)
        if timers and self.settings.timers == "exact":
            first = min(map(_deadline, timers))
            timers = [t for t in timers if _deadline(t) == first]
            timers = [] if ready else timers
        return ready, timers

    def _depart(self, step, default, ready, timers):
        number = self.departures.get(step)
        if number is None:
            return default
        for task in ready + timers:
            if task.number == number:
                return task
        self.fail(Failure.cannot_follow(step, number))
        raise Stop

    def _choose_at_exit(self, task):
        """Only daemons are left: would one have gone on working?"""
        self.exiting = True
        self.step += 1
        if self.step <= self.settings.steps:
            if task is not None and _can_go_on(task, self.now):
                return task
            for other in self.alive:
                if _can_go_on(other, self.now):
                    return other
        raise self.halt()


def _is_ready(operation):
    return operation.ready is None or operation.ready()


def _deadline(task):
    return task.operation.deadline


def _can_go_on(task, now):
    operation = task.operation
    return operation is None or _is_ready(operation)


def record_of(run, thing):
    """Return the run's record for an object."""
    record = run.records.get(id(thing))
    if record is None:
        record = run.records[id(thing)] = Record(thing)
    return record


def user_frame():
    """Return the innermost frame of the scenario's own code."""
    frame = outer = sys._getframe(2)
    while frame is not None and is_machinery(frame.f_code.co_filename):
        frame = frame.f_back
    return frame or outer


def current_run():
    """Return the run that the calling thread is a task of, or None."""
    ident = get_ident()
    if RUN is not None and ident in RUN.crew.idents:
        return RUN
    if OUTCASTS and ident in OUTCASTS:
        raise Stop
    return None
