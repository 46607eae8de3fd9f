"""Where a choice is needed: the sites of accesses that could race.

Two accesses to one place, at least one of them a write, *race* unless they
are ordered by starting and joining threads or made under a common lock (the
lockset of Savage et al., "Eraser", 1997).  Only where a site has taken part
in a race does the search offer a choice before it.  Races are looked for in
every run, and as soon as one turns up at a new site the search starts again
with that site added.  (So it does where a thread was made to give way.)

Why no schedule is missed.  Let S be the sites found when no run shows a new
one.  Suppose some order of steps has a race at a site outside S, and take
the first such race in that order.  Before it, every access outside S is
ordered with all conflicting ones through S, starts, joins or a common lock,
so it can be moved back, past steps of other threads that it does not
conflict with, to the step before it of its own thread.  (A thread that holds
a lock at the access has held it since the acquire before, a step of its own.
The conflicting accesses under that lock are therefore earlier than that
step.  This needs that only its owner releases a lock: as soon as a run shows
another thread doing so, no lock protects anything for the rest of the
search.)  The order that results is one of those that the search has run, it
contains both accesses, and the race would have been seen: a contradiction.
So there is no such race, every order can be rewritten in this way, and the
search runs one with the same result.  Moving an access back into its
thread's turn makes no thread wait and adds no preemption.
"""

from .history import WHOLE

FOREIGN_RELEASE = "a lock was released by a thread that does not own it"


class Clock(dict):
    """What a task knows of the others through starts and joins only."""

    def fork(self, parent):
        """Return the clock of a new task."""
        child = Clock(self)
        child[parent] = self.epoch
        self.epoch += 1
        return child

    def join(self, number, other):
        """Learn all that a finished task knew."""
        for task, epoch in other.items():
            self[task] = max(epoch, self.get(task, -1))
        self[number] = other.epoch

    epoch = 0


def note_access(run, task, site, touches):
    """Compare the accesses just made with the earlier ones."""
    number, held, epoch = task.number, task.held, task.clock.epoch
    if run.shared is not None and FOREIGN_RELEASE in run.shared:
        held = frozenset()
    for record, part, writes in touches:
        entry = (number, epoch, held, part, writes, site)
        accesses = record.accesses
        if entry in accesses:
            continue
        for other in accesses:
            if other[0] == number or not (writes or other[4]):
                continue
            if part != other[3] and WHOLE not in (part, other[3]):
                continue
            if task.clock.get(other[0], -1) >= other[1]:
                continue
            if held and not held.isdisjoint(other[2]):
                continue
            share(run, site)
            share(run, other[5])
        accesses.add(entry)


def share(run, site):
    """Offer a choice at this site, if not in this run then in the next."""
    if run.shared is None or site not in run.shared:
        run.newly_shared.add(site)
