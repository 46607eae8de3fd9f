"""Two searches over one program: what the one sees and the other does not."""

from dataclasses import dataclass, field

from swimlanes.explorer import outcomes

from .random_programs import Program


@dataclass
class Comparison:
    """How brute force and the reduced search differ on one program.

    lost: outcomes that only brute force has seen: the reduction is unsound.
    extra: outcomes that only the reduced search has seen, although brute
        force has tried everything.
    brute, reduced: how many schedules each has run to their end.
    complete: whether brute force has tried everything.
    """

    seed: int
    lost: list = field(default_factory=list)
    extra: list = field(default_factory=list)
    brute: int = 0
    reduced: int = 0
    complete: bool = False

    def __bool__(self):
        return not self.lost and not self.extra


def outcome_set(scenario, **options):
    """Return all ends of a scenario, their number, and "every" or not."""
    ends, number = set(), 0
    search = outcomes(scenario, **options)
    while True:
        try:
            end = next(search)
        except StopIteration as stop:
            return ends, number, stop.value
        number += 1
        ends.add(name(end.failure) if end.failure else end.result)


def name(failure):
    """Name a failure by what has happened, not by where and to whom."""
    return f"{failure.kind}: {type(failure.error).__name__}"


def compare(seed, preemptions, limit, kinds=None, **options):
    """Compare the two searches at the same bound on one random program.

    When the budget of brute force ends before all schedules are tried, what
    it has seen must still be part of what the reduced search has seen.
    """
    scenario = Program(seed, kinds).load()
    brute, tried, _ = outcome_set(
        scenario,
        reduce=False,
        preemptions=preemptions,
        schedules=limit,
        **options,
    )
    reduced, run, _ = outcome_set(scenario, preemptions=preemptions, **options)
    complete = tried + 1 < limit  # the first schedule is run twice
    return Comparison(
        seed,
        sorted(brute - reduced),
        sorted(reduced - brute) if complete else [],
        tried,
        run,
        complete,
    )
