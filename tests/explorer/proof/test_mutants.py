"""The comparison is worth something: it finds bugs planted on purpose."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .mutants import MUTANTS

PACKAGE = Path(__file__).parents[1]  # from where `proof` is imported
PROGRAMS = 60


@pytest.fixture(scope="module")
def caught():
    """The first seed that reveals each mutant; two at work at a time."""
    waiting, running, seeds = list(MUTANTS), {}, {}
    while waiting or running:
        while waiting and len(running) < 2:
            name = waiting.pop()
            running[name] = start(name)
        name = next(iter(running))
        output, _ = running.pop(name).communicate(timeout=300)
        seeds[name] = output.split()
    return seeds


def start(name):
    environment = dict(os.environ)
    environment["PYTHONPATH"] = os.pathsep.join([str(PACKAGE), *sys.path])
    return subprocess.Popen(
        [sys.executable, "-m", "proof.mutants", name, "2000", str(PROGRAMS)],
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def test_nothing_planted_nothing_found(caught):
    assert caught["nothing_planted"] == []


@pytest.mark.parametrize("name", sorted(set(MUTANTS) - {"nothing_planted"}))
def test_planted_bug_is_found(caught, name):
    assert caught[name], "no program tells the mutant from brute force"
    assert caught[name][0].isdigit(), caught[name]
