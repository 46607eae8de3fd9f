"""What failed runs once more; what is certain, or failed in crowds, not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

RUN_ALL = Path(__file__).with_name("run_all.py")
ONCE = """
from pathlib import Path

def test_late():
    seen = Path("seen")
    first = not seen.exists()
    seen.touch()
    assert not first
"""
ALWAYS = "def test_wrong():\n    assert False\n"
CROWD = """
import pytest
from pathlib import Path

@pytest.mark.parametrize("number", range(6))
def test_late(number):
    seen = Path(f"seen-{number}")
    first = not seen.exists()
    seen.touch()
    assert not first
"""
LEAVES = "import os\n\ndef test_leaves():\n    os._exit(1)\n"


def run_all(folder, file, source):
    """Run the tests of a project that has one file; return (code, report)."""
    path = folder / file
    path.parent.mkdir(parents=True)
    path.write_text(source, "utf-8")
    env = {**os.environ, "PYTHONPATH": str(RUN_ALL.parent)}
    code = "import run_all, sys; sys.exit(run_all.main([['tests']]))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout


def test_what_passes_the_second_time_passes_and_is_named(tmp_path):
    code, report = run_all(tmp_path, "tests/test_a.py", ONCE)
    assert code == 0
    assert report.endswith(
        "Passed only the second time, please mend:\n"
        "tests/test_a.py::test_late\n"
    )


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("tests/test_a.py", ALWAYS),
        ("tests/explorer/test_a.py", ONCE),
        ("tests/test_a.py", CROWD),
        ("tests/test_a.py", "syntax error"),
        ("tests/other.py", ""),  # no test at all
        ("tests/test_a.py", LEAVES),  # as if a test had failed
    ],
)
def test_what_fails_fails(tmp_path, file, source):
    code, report = run_all(tmp_path, file, source)
    assert code == 1
    assert "\nFAILED:\n" in report
    assert "second time" not in report
