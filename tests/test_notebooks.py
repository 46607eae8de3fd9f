"""The notebooks keep to their budgets, and their run misses no fault.

The run itself is `pytest --nbval notebooks` with `notebooks/conftest.py`;
here its checks are shown faults, in notebooks made for it.
"""

import os
import subprocess
import sys
import time
import uuid
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from running import bearers, faults_of, used_by_none

from book import NOTEBOOKS, code_cells, every_notebook, name, read

BUDGET = 20  # seconds, of the recording run on two cores


@pytest.mark.parametrize("path", every_notebook(), ids=name)
def test_recorded_within_its_time_budget(path):
    notebook = read(path)
    recorded = notebook.metadata["swimlanes"]
    assert recorded["seconds"] <= BUDGET
    assert all(cell.execution_count for cell in code_cells(notebook))


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_bearers_sees_a_process_that_was_left():
    mark = uuid.uuid4().hex.encode()
    left = subprocess.Popen(
        [sys.executable, "-c", "input()"],
        stdin=subprocess.PIPE,
        env={**os.environ, "BEARS": mark.decode()},
    )
    try:
        deadline = time.monotonic() + 30
        while not bearers(mark) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert list(bearers(mark)) == [left.pid]
    finally:
        left.communicate()
    assert not bearers(mark)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_shared_memory_that_somebody_uses_is_not_left():
    memory = SharedMemory(create=True, size=1)
    file = f"/dev/shm/{memory.name}"
    assert Path(file).exists()
    assert used_by_none({file, "other"}) == {"other"}
    memory.close()
    assert used_by_none({file, "other"}) == {file, "other"}
    memory.unlink()


def test_faults_of_a_cell_that_nbval_accepts():
    error = new_output("error", ename="ValueError", evalue="", traceback=[])
    stderr = new_output("stream", name="stderr", text="in a thread")
    magic = new_output("stream", name="stdout", text="UsageError: no magic")
    plain = new_code_cell()
    tagged = new_code_cell(
        metadata={"tags": ["raises-exception"], "raises": "ValueError"}
    )
    other = new_code_cell(
        metadata={"tags": ["raises-exception"], "raises": "OSError"}
    )
    assert not list(faults_of(plain, []))
    assert not list(faults_of(tagged, [error]))
    for cell, outputs in (
        (plain, [error]),
        (tagged, []),
        (other, [error]),
        (plain, [stderr]),
        (plain, [magic]),
    ):
        assert list(faults_of(cell, outputs))


FAULTS = {
    "process": (
        "import subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'input()'],\n"
        "                         stdin=subprocess.PIPE)",
        "still running",
    ),
    "thread": (
        "from threading import Event, Thread\n"
        "Thread(target=Event().wait, daemon=True).start()",
        "a thread was left",
    ),
    "file": ("open('left.txt', 'w').close()", "files left"),
    "error in a thread": (
        "from threading import Thread\n"
        "thread = Thread(target=[].pop)\nthread.start()\nthread.join()",
        "on stderr",
    ),
    "other output": ("print('new')", "Cell outputs differ"),
    "nothing": ("pass", None),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_run_refuses(fault, tmp_path):
    source, words = FAULTS[fault]
    cell = new_code_cell(source, execution_count=1)
    if words != "Cell outputs differ":
        cell.metadata["tags"] = ["varies"]  # nbval lets everything pass
    notebook = new_notebook(cells=[cell])
    notebook.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
    }
    (tmp_path / "notebooks").mkdir()
    nbformat.write(notebook, tmp_path / "notebooks" / "faulty.ipynb")
    conftest = (NOTEBOOKS / "conftest.py").read_text("utf-8")
    (tmp_path / "notebooks" / "conftest.py").write_text(conftest, "utf-8")
    settings = f"[pytest]\npythonpath = {NOTEBOOKS.parent / 'tests'}\n"
    (tmp_path / "pytest.ini").write_text(settings, "utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "notebooks"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )
    if words is None:
        assert run.returncode == 0, run.stdout
    else:
        assert run.returncode == 1
        assert words in run.stdout
