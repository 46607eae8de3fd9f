"""Counts and ids are equal on every Python that is installed here.

A schedule id in the book must work on the reader's Python, so the same
search runs in a subprocess of each interpreter: those on the PATH, those
that pyenv keeps, and those named in SWIMLANES_PYTHONS (separated as PATH
is).  Interpreters that are not there are not asked.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1]
VERSIONS = ("3.11", "3.12", "3.13", "3.14", "3.15")
ASKED = [
    "counting.two_increments_broken",
    "counting.three_increments_mended",
    "checking.transfer_nested_broken",
    "locking.philosophers3_broken",
    "locking.philosophers3_ordered",
    "waiting.event_wiped_broken",
    "waiting.timer_rings",
    "buffers.buffer_with_if_broken",
    "buffers.queue_of_one",
    "permits.permit_kept_broken",
    "pools.pool_broken",
    "pools.pool_mended",
    "meeting.barrier_one_phase_broken",
    "places.closure_variable",
    "places.dataclass_field",
    "places.iterated_list",
    "places.shared_generator",
    "places.matched_twice",
    "places.two_keys_then_semaphores",
    "spinning.peterson",
]
PROGRAM = """\
import json, sys
from proof.classics import CASES
from swimlanes.explorer import explore

asked, found = sys.argv[1:], {}
for case in CASES:
    if case.name in asked:
        verdict = explore(case.scenario, seconds=60, **case.options)
        found[case.name] = [
            verdict.kind,
            verdict.schedule,
            verdict.schedules,
            verdict.cut,
            verdict.preemptions,
        ]
print(json.dumps(found))
"""


def interpreters():
    """Return {version: path} of every suitable interpreter, once each."""
    named = os.environ.get("SWIMLANES_PYTHONS", "").split(os.pathsep)
    kept = Path.home().glob(".pyenv/versions/3.*/bin/python")
    on_path = [shutil.which(f"python{version}") for version in VERSIONS]
    found = {}
    for path in [*named, *map(str, kept), *filter(None, on_path)]:
        version = path and ask(path, "import sys; print(sys.version[:4])")
        if version in VERSIONS:
            found.setdefault(version, path)
    return found


def ask(path, program, *arguments):
    """Run a program in another interpreter; return what it prints."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PYTHON")
    }
    environment["PYTHONPATH"] = os.pathsep.join([str(PACKAGE), *SOURCES])
    done = subprocess.run(
        [path, "-c", program, *arguments],
        env=environment,
        text=True,
        capture_output=True,
        timeout=300,
    )
    return done.stdout.strip() or done.stderr[-500:]


def sources():
    """Return where the package is, for interpreters that lack it."""
    import swimlanes

    return [str(Path(swimlanes.__file__).parents[1])]


SOURCES = sources()
OTHERS = interpreters()


@pytest.fixture(scope="module")
def here():
    return json.loads(ask(sys.executable, PROGRAM, *ASKED))


def test_all_were_found(here):
    assert sorted(here) == sorted(ASKED)


@pytest.mark.parametrize("version", sorted(OTHERS))
def test_counts_and_ids_are_equal(version, here):
    there = json.loads(ask(OTHERS[version], PROGRAM, *ASKED))
    assert there == here


@pytest.mark.parametrize("version", sorted(OTHERS))
def test_ids_replay_elsewhere(version, here):
    name = "locking.philosophers3_broken"
    program = (
        "from proof.classics.locking import philosophers3_broken as broken\n"
        "from swimlanes.explorer import replay\n"
        f"print(replay(broken, {here[name][1]!r}).failure.kind)"
    )
    assert ask(OTHERS[version], program) == "deadlock"
