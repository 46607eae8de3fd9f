"""What a classic promises: found, how and how soon; or right in every order.

A scenario is ordinary code: it builds its state, starts threads, joins
them and asserts.  The decorators only write its name into a table and
give the function back unchanged, so that a test, the benchmark and a
reader all run the same thing.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

CASES: list["Case"] = []


@dataclass(frozen=True)
class Case:
    """One scenario and the verdict it must get.

    scenario: the function of no arguments to explore.
    failure: the kinds of failure allowed; empty when it is right.
    preemptions: the fewest preemptions that show the failure.
    within: the most schedules allowed, those cut short included.
    seconds: the search budget, far above what an idle machine needs.
    options: further arguments for `explore`.
    """

    scenario: Callable[[], None]
    failure: tuple[str, ...] = ()
    preemptions: int | None = None
    within: int = 3_000
    seconds: float = 60.0
    options: dict = field(default_factory=dict)

    @property
    def name(self):
        module = self.scenario.__module__.rpartition(".")[2]
        return f"{module}.{self.scenario.__name__}"


def broken(*failure, preemptions, within=200, **options):
    """Register a scenario that some order of its threads breaks."""

    def register(scenario):
        CASES.append(
            Case(scenario, failure, preemptions, within, options=options)
        )
        return scenario

    return register


def right(within=3_000, seconds=60.0, **options):
    """Register a scenario that no order of its threads breaks."""

    def register(scenario):
        CASES.append(
            Case(scenario, within=within, seconds=seconds, options=options)
        )
        return scenario

    return register


def together(*functions):
    """Run each function in a thread of its own, and wait for all."""
    threads = [threading.Thread(target=function) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
