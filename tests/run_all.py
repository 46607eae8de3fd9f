"""Run every test; what failed runs once more, and is named.

Processes, sockets and browsers on a busy machine can be late by more than a
test expects, so a few failures may try a second time.  The report names what
passed only then: it deserves to be mended.  A search by the explorer has no
such excuse: its verdict does not depend on luck, and it is asked once.
"""

import json
import subprocess
import sys
from pathlib import Path

NBVAL = ["--nbval", "--nbval-sanitize-with", "notebooks/sanitize.cfg"]
PARTS = [
    ["--ignore=tests/test_exercises.py"],
    ["-n", "4", "tests/test_exercises.py"],
    [*NBVAL, "notebooks"],
]
FAILED = Path(".pytest_cache/v/cache/lastfailed")
CERTAIN = "tests/explorer/"
FEW = 5  # as many failures may be bad luck; more of them are not


def pytest(*options):
    """Run pytest here; return its exit code and the ids of what failed."""
    command = [sys.executable, "-m", "pytest", *options]
    code = subprocess.run(command).returncode
    ids = json.loads(FAILED.read_text("utf-8")) if FAILED.exists() else []
    return code, sorted(ids)


def again(part, ids):
    """Return the options that run what failed in `part` once more."""
    if "--nbval" in part:  # the cells of a notebook need those before them
        return [*NBVAL, *sorted({each.partition("::")[0] for each in ids})]
    return ["--last-failed", "--last-failed-no-failures=none", "tests"]


def may_be_luck(code, ids):
    """Say whether tests failed, and not too many or too certain ones."""
    certain = [each for each in ids if each.startswith(CERTAIN)]
    return code == 1 and len(ids) <= FEW and not certain


def main(parts=PARTS):
    """Return the exit code: 0 where every part passed in the end."""
    failed, late = [], []
    for part in parts:
        FAILED.unlink(missing_ok=True)
        code, ids = pytest(*part)
        if code == 0:
            continue
        if may_be_luck(code, ids):
            print("\nOnce more:", *ids, "", sep="\n", flush=True)
            code, _ = pytest(*again(part, ids))
        if code == 0:
            late += ids
        else:
            failed += ids or [f"pytest {' '.join(part)}: exit code {code}"]
    for title, ids in (
        ("Passed only the second time, please mend", late),
        ("FAILED", failed),
    ):
        if ids:
            print(f"\n{title}:", *ids, sep="\n")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
