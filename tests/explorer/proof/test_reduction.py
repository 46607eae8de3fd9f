"""The reduced search sees what brute force sees: nothing lost, nothing more.

500 random programs are compared at one or two preemptions.  Set
SWIMLANES_PROOF_PROGRAMS to another number for a longer run, and
SWIMLANES_PROOF_FIRST to another first seed.
"""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor

import pytest

from .classics import places
from .comparison import compare, outcome_set
from .random_programs import Program

PROGRAMS = int(os.environ.get("SWIMLANES_PROOF_PROGRAMS", 500))
FIRST = int(os.environ.get("SWIMLANES_PROOF_FIRST", 0))


STATEFUL = [
    places.two_keys_then_semaphores,
    places.two_keys_written_apart,
    places.closure_items_apart,
    places.class_attribute_through_instance,
]


def compare_one(seed):
    """Two preemptions for every fifth program: they cost much more."""
    return compare(seed, preemptions=1 + (seed % 5 == 0), limit=250)


def test_random_programs_have_equal_outcomes():
    seeds = range(FIRST, FIRST + PROGRAMS)
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=spawn) as pool:
        results = list(pool.map(compare_one, seeds, chunksize=10))
    wrong = [result for result in results if not result]
    assert not wrong, "\n".join(map(str, wrong[:5]))
    complete = sum(result.complete for result in results)
    assert complete > len(results) * 0.4, "brute force is too often cut off"


def test_programs_are_the_same_everywhere():
    assert Program(7).source == Program(7).source
    assert Program(7).source != Program(8).source


@pytest.mark.parametrize("preemptions", [0, 1])
@pytest.mark.parametrize("scenario", STATEFUL, ids=lambda s: s.__name__)
def test_stateful_programs_have_equal_outcomes(scenario, preemptions):
    """Programs that once slipped through a reduction, or are close to it."""
    bound = {"preemptions": preemptions, "seconds": 60}
    brute, _, kind = outcome_set(
        scenario, reduce=False, schedules=5_000, **bound
    )
    reduced, _, _ = outcome_set(scenario, **bound)
    assert brute <= reduced
    if kind == "every":
        assert brute == reduced
