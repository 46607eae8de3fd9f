"""Groups that must meet: barriers, molecules, boats and roller coasters.

Most of these puzzles are in A. B. Downey, "The Little Book of
Semaphores" (2016); the solutions here are small enough to explore.
"""

import threading

from .case import broken, right, together


def phases_scenario(barrier, rounds=2):
    """Nobody starts a round before all have finished the one before."""
    finished = [0, 0]

    def work(me):
        for number in range(1, rounds + 1):
            finished[me] = number
            barrier.wait()
            assert finished[1 - me] >= number
            barrier.wait()

    together(lambda: work(0), lambda: work(1))


@right()
def barrier_standard():
    phases_scenario(threading.Barrier(2), rounds=1)


@broken("assertion", preemptions=0, within=10)
def barrier_missing_broken():
    finished, seen = [0, 0], []

    def work(me):
        finished[me] = 1
        seen.append(finished[1 - me])

    together(lambda: work(0), lambda: work(1))
    assert seen == [1, 1]


class OnePhaseBarrier:
    """Not reusable: a fast thread goes round and through again."""

    def __init__(self, parties):
        self.parties, self.count = parties, 0
        self.lock = threading.Lock()
        self.gate = threading.Semaphore(0)

    def wait(self):
        with self.lock:
            self.count += 1
            if self.count == self.parties:
                self.gate.release(self.parties)
                self.count = 0
        self.gate.acquire()


class TwoPhaseBarrier(OnePhaseBarrier):
    """Two gates: all in before any goes on, all out before any returns."""

    def __init__(self, parties):
        super().__init__(parties)
        self.exit = threading.Semaphore(0)

    def wait(self):
        with self.lock:
            self.count += 1
            if self.count == self.parties:
                self.gate.release(self.parties)
        self.gate.acquire()
        with self.lock:
            self.count -= 1
            if self.count == 0:
                self.exit.release(self.parties)
        self.exit.acquire()


class GenerationBarrier:
    """A condition and a number that says which round this is."""

    def __init__(self, parties):
        self.parties, self.count, self.generation = parties, 0, 0
        self.turned = threading.Condition()

    def wait(self):
        with self.turned:
            generation = self.generation
            self.count += 1
            if self.count == self.parties:
                self.count = 0
                self.generation += 1
                self.turned.notify_all()
            while generation == self.generation:
                self.turned.wait()


class CountBarrier(GenerationBarrier):
    """Waits for the count: who wakes up late finds it reset."""

    def wait(self):
        with self.turned:
            self.count += 1
            if self.count == self.parties:
                self.turned.notify_all()
            while self.count < self.parties:
                self.turned.wait()
        with self.turned:
            self.count = 0


@broken("assertion", "deadlock", preemptions=0, within=200)
def barrier_one_phase_broken():
    phases_scenario(OnePhaseBarrier(2))


@right(within=6_000)
def barrier_two_phases():
    phases_scenario(TwoPhaseBarrier(2), rounds=1)


@right()
def barrier_by_generation():
    phases_scenario(GenerationBarrier(2))


@broken("deadlock", "assertion", preemptions=0, within=200)
def barrier_by_count_broken():
    phases_scenario(CountBarrier(2))


@right()
def barrier_aborted():
    """`abort` breaks the barrier for those who wait and who come."""
    line, broken_for = threading.Barrier(3), []

    def wait():
        try:
            line.wait()
        except threading.BrokenBarrierError:
            broken_for.append("one")

    together(wait, wait, line.abort)
    assert len(broken_for) == 2
    assert line.broken


@broken("exception", preemptions=0, within=20)
def barrier_with_timeout_broken():
    line = threading.Barrier(2, timeout=1)
    together(line.wait)


@broken("deadlock", preemptions=0, within=10)
def barrier_one_missing_broken():
    line = threading.Barrier(3)
    together(line.wait, line.wait)


@right()
def barrier_leader():
    """Exactly one of the parties gets the index zero."""
    line, leaders = threading.Barrier(2), []

    def elect():
        if line.wait() == 0:
            leaders.append("me")

    together(elect, elect)
    assert len(leaders) == 1


def water(atoms, take_hydrogen):
    """Two hydrogen atoms and one oxygen atom bond together."""
    hydrogen, oxygen = threading.Semaphore(2), threading.Semaphore(1)
    bonding, bonded = threading.Barrier(3), []

    def bond(kind, place):
        place.acquire()
        bonding.wait()
        bonded.append(kind)
        place.release()

    together(
        *[
            lambda kind=kind: bond(
                kind, oxygen if kind == "O" else take_hydrogen(hydrogen)
            )
            for kind in atoms
        ]
    )
    assert sorted(bonded) == sorted(atoms)


@right(within=6_000)
def water_molecule():
    water("HOH", lambda hydrogen: hydrogen)


@broken("deadlock", preemptions=0, within=60)
def water_without_oxygen_broken():
    water("HH", lambda hydrogen: hydrogen)


class Molecule:
    """Counts who waits; the third one lets the right three go."""

    def __init__(self):
        self.lock = threading.Lock()
        self.waiting = {"H": 0, "O": 0}
        self.gate = {"H": threading.Semaphore(0), "O": threading.Semaphore(0)}

    def join(self, kind):
        with self.lock:
            self.waiting[kind] += 1
            if self.waiting["H"] >= 2 and self.waiting["O"] >= 1:
                self.waiting["H"] -= 2
                self.waiting["O"] -= 1
                self.gate["H"].release(2)
                self.gate["O"].release()
        self.gate[kind].acquire()


class MoleculeUnlocked(Molecule):
    """The counts are not protected: a molecule is never complete."""

    def join(self, kind):
        self.waiting[kind] += 1
        if self.waiting["H"] >= 2 and self.waiting["O"] >= 1:
            self.gate["H"].release(2)
            self.gate["O"].release()
        self.gate[kind].acquire()


def molecule_scenario(molecule):
    together(*[lambda kind=kind: molecule.join(kind) for kind in "HOH"])


@right()
def water_by_counting():
    molecule_scenario(Molecule())


@broken("deadlock", preemptions=1, within=200)
def water_by_counting_broken():
    molecule_scenario(MoleculeUnlocked())


def boat(crew, allowed):
    """A boat for two leaves only with a crew that gets along."""
    shore, aboard, trips = threading.Condition(), [], []

    def cross(kind):
        with shore:
            shore.wait_for(lambda: allowed(aboard, kind))
            aboard.append(kind)
            if len(aboard) == 2:
                trips.append(tuple(sorted(aboard)))
                aboard.clear()
            shore.notify_all()

    together(*[lambda kind=kind: cross(kind) for kind in crew])
    return trips


@right()
def river_crossing():
    trips = boat(["cat", "dog"], lambda aboard, kind: True)
    assert trips == [("cat", "dog")]


@broken("deadlock", preemptions=0, within=200)
def river_crossing_broken():
    """Nobody goes with a stranger: the odd ones wait for ever."""
    boat(
        ["cat", "dog", "cat"],
        lambda aboard, kind: not aboard or kind in aboard,
    )


@right(within=6_000)
def roller_coaster():
    """The car leaves when two are in, and empties before it loads."""
    boarded, left = threading.Semaphore(0), threading.Semaphore(0)
    seats, exits = threading.Semaphore(0), threading.Semaphore(0)
    riding = []

    def drive():
        seats.release(2)
        boarded.acquire()
        boarded.acquire()
        assert len(riding) == 2
        exits.release(2)
        left.acquire()
        left.acquire()
        assert not riding

    def ride(name):
        seats.acquire()
        riding.append(name)
        boarded.release()
        exits.acquire()
        riding.remove(name)
        left.release()

    together(drive, lambda: ride("Ada"), lambda: ride("Bob"))


@broken("assertion", preemptions=0, within=60)
def roller_coaster_broken():
    """The car does not wait for the second passenger."""
    boarded, seats = threading.Semaphore(0), threading.Semaphore(0)
    riding = []

    def drive():
        seats.release(2)
        boarded.acquire()
        assert len(riding) == 2

    def ride(name):
        seats.acquire()
        riding.append(name)
        boarded.release()

    together(drive, lambda: ride("Ada"), lambda: ride("Bob"))


@right()
def barrier_action_under_its_lock():
    """One action is over before the next round can fill."""
    rounds = [0]

    def count():
        rounds[0] += 1

    barrier = threading.Barrier(1, count)
    together(barrier.wait, barrier.wait)
    assert rounds == [2]


@broken("deadlock", preemptions=0, within=10)
def barrier_reset_by_its_action_broken():
    """The action runs under the barrier's own lock."""
    barrier = threading.Barrier(2, lambda: barrier.reset())
    together(barrier.wait, barrier.wait)
