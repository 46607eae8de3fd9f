"""Bugs planted into the reduction, to see that the comparison finds them.

Each mutant is a function that changes the explorer in this process, for
good; so each runs in a process of its own:

    python -m proof.mutants NAME FIRST COUNT

compares up to COUNT random programs from seed FIRST and prints the first
seed on which the broken reduction differs from brute force.
"""

import sys

from swimlanes.explorer import engine, history, races, search
from swimlanes.explorer.history import WHOLE
from swimlanes.explorer.model import locks, queues, signals

MUTANTS = {}


def mutant(*kinds):
    """Register a mutant, with the statements that should reveal it."""

    def register(function):
        MUTANTS[function.__name__] = function, kinds
        return function

    return register


def blind(model):
    """Let every operation of a model look like a mere read."""
    begin = model._begin

    def blind_begin(self):
        begin(self)
        self._write = self._read

    model._begin = blind_begin


@mutant()
def nothing_planted():
    """The control: the reduction as it is."""


@mutant()
def writes_leave_no_name():
    """The past of a reader does not say which write it has seen."""
    engine.leave = lambda event, touches: None


@mutant()
def writes_to_items_leave_no_name():
    def leave(event, touches):
        whole = [touch for touch in touches if touch[1] is WHOLE]
        history.leave(event, whole)

    engine.leave = leave


@mutant()
def reads_are_not_in_the_past():
    """Only writes make a past: what was read is forgotten."""
    after = history.History.after

    def forgetful(self, past, touches):
        return after(self, past, [touch for touch in touches if touch[2]])

    history.History.after = forgetful


@mutant()
def state_without_the_running_thread():
    """A known state counts as known whoever runs, at whatever price."""
    foresee = engine.Run.foresee
    engine.Run.foresee = lambda run, task: foresee(run, task)[0]


@mutant()
def state_of_one_thread_only():
    foresee = engine.Run.foresee

    def short_sighted(run, task):
        pasts, number = foresee(run, task)
        return pasts[number], number

    engine.Run.foresee = short_sighted


@mutant()
def races_are_not_looked_for():
    engine.share = races.share = lambda *arguments: None


@mutant()
def no_restart_for_a_new_site():
    """The last sites found are never given a search of their own."""
    iterate = search.Search.runs

    def one_pass(self):
        for pair in iterate(self):
            self.restart = False
            yield pair

    search.Search.runs = one_pass


@mutant("lock")
def any_lock_protects():
    """Two accesses under two different locks are taken for ordered."""

    class Everything(frozenset):
        def isdisjoint(self, other):
            return not other

    note = races.note_access

    def trusting(run, task, site, touches):
        held = task.held
        task.held = Everything(held)
        note(run, task, site, touches)
        task.held = held

    engine.note_access = trusting


@mutant("data")
def starting_orders_everything():
    """A parent is taken to be ahead of its children for ever."""
    fork = races.Clock.fork

    def fork_for_ever(self, parent):
        child = fork(self, parent)
        child[parent] = 10**9
        return child

    races.Clock.fork = fork_for_ever


@mutant("whole")
def length_is_a_place_of_its_own():
    """The whole of a container does not touch its items."""
    note = races.note_access

    def apart(run, task, site, touches):
        touches = [
            (record, "length" if part is WHOLE else part, writes)
            for record, part, writes in touches
        ]
        note(run, task, site, touches)

    engine.note_access = apart


@mutant("queue")
def queues_do_not_write():
    blind(queues.Queue)


@mutant("event", "data")
def events_do_not_write():
    blind(signals.Event)


@mutant("semaphore")
def semaphores_do_not_write():
    blind(signals.Semaphore)


@mutant("lock")
def locks_do_not_write():
    blind(locks.Lock)


@mutant()
def alternatives_at_the_first_choice_only():
    note = engine.Run._note_alternatives

    def lazy(run, default, ready, timers, goes_on):
        if run.visited is None or not run.alternatives:
            note(run, default, ready, timers, goes_on)

    engine.Run._note_alternatives = lazy


def main(name, first, count):
    from .comparison import compare

    plant, kinds = MUTANTS[name]
    plant()
    for seed in range(first, first + count):
        bound = 1 + (seed % 3 == 0)
        if not compare(seed, bound, limit=150, kinds=kinds):
            print(seed, flush=True)
            break


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
