"""Every classic gets its verdict, soon enough, and can be replayed."""

import pytest

from swimlanes.explorer import explore, replay

from .classics import CASES

BROKEN = [case for case in CASES if case.failure]
RIGHT = [case for case in CASES if not case.failure]


def name(case):
    return case.name


def search(case, **options):
    """Explore a case; all its schedules count, also those cut short."""
    options = {"seconds": case.seconds, **case.options, **options}
    verdict = explore(case.scenario, **options)
    return verdict, verdict.schedules + verdict.cut


@pytest.mark.parametrize("case", BROKEN, ids=name)
def test_broken_is_found_and_replayed(case):
    verdict, total = search(case)
    assert not verdict.passed, verdict
    assert verdict.failure.kind in case.failure
    assert verdict.preemptions == case.preemptions
    assert total <= case.within
    timers = case.options.get("timers", "any")
    again = replay(case.scenario, verdict.schedule, timers=timers)
    assert again.failure.kind == verdict.failure.kind
    assert again.failure.message == verdict.failure.message
    assert again.failure.line == verdict.failure.line


@pytest.mark.parametrize("case", RIGHT, ids=name)
def test_right_is_verified_for_every_interleaving(case):
    verdict, total = search(case)
    assert verdict.kind == "every", verdict
    assert total <= case.within


@pytest.mark.parametrize(
    "case", [case for case in BROKEN if case.preemptions], ids=name
)
def test_no_schedule_with_fewer_preemptions_fails(case):
    """Brute force, or as much of it as the budget allows, agrees."""
    fewer = case.preemptions - 1
    verdict, _ = search(case, preemptions=fewer, reduce=False, schedules=40)
    # A livelock is a softer verdict: a failure further on outranks it.
    assert verdict.passed or verdict.kind == "livelock", verdict


def test_corpus_has_both_sides():
    assert len(BROKEN) > 100
    assert len(RIGHT) > 80
    assert len({case.name for case in CASES}) == len(CASES)
