"""Judge the answer to an exercise: not started, wrong, or right.

The check is a file that imports the learner's, and stands in the open.  If it
defines scenarios (functions named ``scenario_…``), they are about threads,
and every interleaving of each is explored.  Else it is a program about
processes, which prints ``right: …`` when nothing was wrong up to its end: it
runs under every start method, and again with processes made late to the
points where they meet.  What was tried is said; that is what "right" means.
"""

import json
import multiprocessing
import os
import re
import tempfile
from dataclasses import dataclass, field
from html import escape
from itertools import product
from pathlib import Path

from . import program, scenarios
from .words import counted

NOT_STARTED = "not started"
RIGHT = "right: "  # how a check about processes says that it came to its end
TOO_EARLY = "your program ended before the check came to its end"
ASSERTION = "AssertionError: "
ERROR = re.compile(r"(?!AssertionError)[\w.]+(Error|Exception)(: |$)")
STRICT = {"PYTHONOPTIMIZE": ""}  # with it, assertions would be skipped
PLANS = [f"{which} {late}" for which, late in product((1, 2, 3), (1, 0))]


@dataclass
class Judgement:
    """What the check found.  Shows itself.

    Attributes
    ----------
    verdict
        ``"not started"``, ``"wrong"`` or ``"right"``.
    message
        One sentence for the learner.
    tried
        What was run or explored, in words.
    text
        More about a wrong answer: the output, or the losing schedule.
    html
        The losing schedule as a picture, where threads were explored.
    timeline
        What the processes did in the losing run, where there were processes.
    """

    verdict: str
    message: str
    tried: str
    text: str = ""
    html: str | None = field(default=None, repr=False)
    timeline: object = field(default=None, repr=False)

    def __str__(self):
        lines = [self.message if self.verdict == NOT_STARTED else self._line]
        if self.verdict != NOT_STARTED:
            lines.append(f"({self.tried})")
        return "\n".join([*lines, *filter(None, [self.text])])

    @property
    def _line(self):
        return f"{self.verdict}: {self.message}"

    def _repr_mimebundle_(self, **options):
        bundle = {"text/plain": str(self)}
        picture = self.html
        if self.timeline is not None:
            picture = self.timeline._repr_mimebundle_()["text/html"]
        if picture:
            said = escape(f"{self._line}\n({self.tried})")
            bundle["text/html"] = f"<pre>{said}</pre>{picture}"
        return bundle


def check(path: str | os.PathLike, *, timeout: float = 60) -> Judgement:
    """Judge the answer that the check file at `path` imports.

    Parameters
    ----------
    path
        The check file; the learner's file lies beside it.
    timeout
        Seconds that one run, or the exploration of all scenarios, may take.

    Raises
    ------
    ProgramError
        The check could not be run at all.
    """
    path = Path(path).absolute()
    wanted = scenarios.names(path.read_text("utf-8"))
    if wanted:
        return _check_threads(path, timeout, wanted)
    return _check_processes(path, timeout)


def _check_threads(path, timeout, wanted):
    with tempfile.TemporaryDirectory(prefix="swimlanes-") as folder:
        file = Path(folder, "report")
        file.touch()
        result = program.run(
            path,
            runner=["-m", "swimlanes.scenarios"],
            env={"SWIMLANES_REPORT": str(file), **STRICT},
            timeout=timeout,
        )
        lines = file.read_text("utf-8").splitlines()
    reports = [json.loads(line) for line in lines]
    tried = f"{len(reports)} of {len(wanted)} scenarios explored to the end"
    if result.why or result.exit:
        return _failed(result, tried)
    complete = len(reports) == len(wanted)
    if not reports or reports[-1]["passed"] and not complete:
        return Judgement("wrong", TOO_EARLY, tried, result.output.strip())
    last = reports[-1]
    if last["failure"]:
        tried = f"{last['scenario']}: schedule {last['schedule']}"
        if last["message"].startswith(NOT_STARTED):
            return Judgement(NOT_STARTED, last["message"], tried)
        return Judgement(
            "wrong", last["message"], tried, last["text"], last["html"]
        )
    if not last["passed"]:
        tried = last["scenario"]
        return Judgement("wrong", last["kind"], tried, last["text"])
    said = "no order of steps fails"
    if any(entry["kind"] == "bounded" for entry in reports):
        said = "none of the orders tried fails"
    return Judgement("right", said, _explored(reports))


def _explored(reports):
    parts = []
    for entry in reports:
        how = "every interleaving"
        if entry["kind"] == "bounded":
            how = "some orders"
        if entry["preemptions"] is not None:
            how = f"up to {counted(entry['preemptions'], entry['unit'])}"
        runs = counted(entry["schedules"], "schedule")
        parts.append(f"{entry['scenario']}: {how} checked, {runs}")
    return "; ".join(parts)


def _check_processes(path, timeout):
    methods = sorted(multiprocessing.get_all_start_methods())
    runs = [(method, None) for method in methods]
    runs += [(methods[0], plan) for plan in PLANS]
    for method, plan in runs:
        result = program.run(
            path,
            start_method=method,
            env=STRICT | ({"SWIMLANES_DELAYS": plan} if plan else {}),
            timeout=timeout,
            timeline=True,
        )
        lines = result.output.splitlines()
        said = [line for line in lines if line.startswith(RIGHT)]
        if (result.exit, result.why) != (0, None) or not said:
            judgement = _failed(result, f"under {method}{_in_words(plan)}")
            if judgement.verdict == "wrong":
                judgement.timeline = result.timeline
            return judgement
    tried = (
        f"{len(runs)} runs: under {', '.join(methods)}, and with processes "
        f"made late where they meet"
    )
    return Judgement("right", said[-1].removeprefix(RIGHT), tried)


def _in_words(plan):
    if plan is None:
        return ""
    which, odd = plan.split()
    ordinal = ("", "first", "second", "third")[int(which)]
    whose = "odd" if odd == "1" else "even"
    return f", with {whose} processes late from their {ordinal} meeting on"


def _failed(result, tried):
    """Judge a run that did not end well.

    What counts is the last assertion that failed, else the last line: a
    thread that still runs may print its own error after the check's.  Where
    a process failed, nothing was done, but it was started.
    """
    lines = result.output.strip().splitlines()
    if (result.exit, result.why) == (0, None):
        return Judgement("wrong", TOO_EARLY, tried, "\n".join(lines))
    failed = [line for line in lines if line.startswith(ASSERTION)]
    line = (failed or lines or [result.ending])[-1]
    message = line.removeprefix(ASSERTION)
    errors = [each for each in lines if ERROR.match(each)]
    if message.startswith(NOT_STARTED) and errors:
        line = message = errors[-1]
    if message.startswith(NOT_STARTED):
        return Judgement(NOT_STARTED, message, tried)
    if result.why:
        output = "\n".join([*lines, *result.where])
        return Judgement("wrong", result.ending, tried, output)
    rest = "\n".join(each for each in lines if each is not line)
    return Judgement("wrong", message, tried, rest)
