"""Explore every scenario of a check file: `python -m swimlanes.scenarios`.

This runs in a process of its own, under the supervisor: a learner's answer
may loop for ever or wait for a network, and the notebook does not mind.  The
report, one JSON object per scenario, goes into the file that SWIMLANES_REPORT
names.
"""

import importlib
import json
import os
import sys
from pathlib import Path

from .explorer import explore

PREFIX = "scenario_"


def names(source: str) -> list[str]:
    """Return the scenarios that a check file defines, in their order.

    Parameters
    ----------
    source
        The file's text; its functions named ``scenario_…`` are scenarios.
    """
    import ast

    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []  # Python itself says what is wrong when the file runs
    return [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith(PREFIX)
    ]


def report(name: str, verdict, messages: dict) -> dict:
    """Return what the notebook needs to know of one verdict, as plain data.

    `messages` are the check file's own words for kinds of failure it
    foresees, such as ``{"deadlock": "who gives up the first lock?"}``.
    """
    failure = verdict.failure
    said = failure.message if failure else ""
    if failure and failure.kind in messages:
        said = messages[failure.kind]
    show = getattr(verdict, "_repr_mimebundle_", None)
    shown = show() if show and failure else {}
    if isinstance(shown, tuple):
        shown = shown[0]
    return {
        "scenario": name.removeprefix(PREFIX).replace("_", " "),
        "passed": verdict.passed,
        "kind": verdict.kind,
        "failure": failure.kind if failure else None,
        "message": said.removeprefix("AssertionError: "),
        "schedule": verdict.schedule,
        "schedules": verdict.schedules,
        "preemptions": verdict.preemptions,
        "unit": verdict.unit,
        "text": str(verdict),
        "html": shown.get("text/html"),
    }


def main(file: str) -> None:
    """Explore the scenarios of `file` until one fails."""
    sys.path.insert(0, str(Path(file).parent.resolve()))
    wanted = names(Path(file).read_text("utf-8"))
    path = os.environ.pop("SWIMLANES_REPORT")  # the answer need not know it
    module = importlib.import_module(Path(file).stem)
    with open(path, "a", encoding="utf-8") as out:
        for name in wanted:
            verdict = explore(getattr(module, name))
            line = report(name, verdict, getattr(module, "MESSAGES", {}))
            out.write(json.dumps(line) + "\n")
            out.flush()
            if not verdict.passed:
                return


if __name__ == "__main__":
    main(sys.argv[1])
