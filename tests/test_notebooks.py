"""Run every notebook from top to bottom, and look at what nbval cannot see.

nbval passes a cell whose tagged error never comes, a magic that does not
exist, an exception in a thread, and work that goes on after the last cell.
So each notebook is run once more here, in a kernel whose descendants carry
a mark in their environment: whatever still bears it afterwards was left.
"""

import os
import subprocess
import sys
import time
import uuid
from pathlib import Path

import nbclient
import pytest

from book import code_cells, every_notebook, name, read, tags

LIMIT = 120  # seconds: a hang, not a slow machine
BUDGET = 20  # seconds, of the recording run on two cores

THREADS = "import threading; print(sorted(map(repr, threading.enumerate())))"


def bearers(mark):
    """Return the command lines of living processes that bear `mark`."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "environ").read_bytes():
                command = (process / "cmdline").read_bytes()
                found.append(command.replace(b"\0", b" ").decode())
        except OSError:
            continue  # ended meanwhile, or not ours
    return found


def files_around(path):
    places = [path.parent, Path("/dev/shm")]
    return {str(p) for place in places for p in place.rglob("*")}


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
        assert len(bearers(mark)) == 1
    finally:
        left.communicate()
    assert not bearers(mark)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("path", every_notebook(), ids=name)
def test_notebook_runs_clean(path, monkeypatch, tmp_path):
    mark = uuid.uuid4().hex
    monkeypatch.setenv("SWIMLANES_PROGRAMS", str(tmp_path))
    monkeypatch.setenv("SWIMLANES_MARK", mark)
    monkeypatch.delenv("PYTEST_CURRENT_TEST", raising=False)
    before = files_around(path)
    notebook = read(path)
    client = nbclient.NotebookClient(
        notebook,
        timeout=LIMIT,
        resources={"metadata": {"path": path.parent}},
        store_widget_state=False,
    )
    with client.setup_kernel():
        threads = ask(client, THREADS)
        for index, cell in enumerate(notebook.cells):
            if cell.cell_type != "code":
                continue
            client.execute_cell(cell, index)
            look(cell)
        others = settled(lambda: bearers(mark.encode())[1:])
        assert not others, f"still running: {others}"
        assert ask(client, THREADS) == threads, "a thread was left"
    # what the system takes a moment to clear away is not left
    none = settled(lambda: bearers(mark.encode()))
    assert not none, f"outlived the kernel: {none}"
    left = settled(lambda: files_around(path) - before)
    assert not left, f"files left: {left}"


def settled(look, seconds=5):
    """Return what `look` finds, empty as soon as it finds nothing."""
    deadline = time.monotonic() + seconds
    while (found := look()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return found


def ask(client, code):
    """Run `code` in the kernel and return what it prints."""
    from nbformat.v4 import new_code_cell

    cell = new_code_cell(code)
    client.nb.cells.append(cell)
    client.execute_cell(cell, len(client.nb.cells) - 1)
    client.nb.cells.pop()
    return "".join(output.text for output in cell.outputs)


def look(cell):
    """Fail where one executed cell shows what nbval would let pass."""
    errors = [o.ename for o in cell.outputs if o.output_type == "error"]
    if "raises-exception" in tags(cell):
        assert errors == [cell.metadata["raises"]], cell.source
    else:
        assert not errors, cell.source
    text = "".join(
        o.text
        for o in cell.outputs
        if o.output_type == "stream" and o.name == "stderr"
    )
    assert not text, f"on stderr: {text}"
    for output in cell.outputs:
        if output.output_type == "stream":
            assert "UsageError" not in output.text, output.text


def test_look_refuses_what_nbval_accepts():
    from nbformat.v4 import new_code_cell, new_output

    def cell(*outputs, **metadata):
        return new_code_cell("", outputs=list(outputs), metadata=metadata)

    error = new_output("error", ename="ValueError", evalue="", traceback=[])
    stderr = new_output("stream", name="stderr", text="in a thread")
    magic = new_output("stream", name="stdout", text="UsageError: no magic")
    tagged = {"tags": ["raises-exception"], "raises": "ValueError"}
    look(cell())
    look(cell(error, **tagged))
    for bad in (
        cell(error),
        cell(**tagged),
        cell(error, tags=["raises-exception"], raises="OSError"),
        cell(stderr),
        cell(magic),
    ):
        with pytest.raises(AssertionError):
            look(bad)


@pytest.mark.parametrize("path", every_notebook(), ids=name)
def test_recorded_within_its_time_budget(path):
    notebook = read(path)
    recorded = notebook.metadata["swimlanes"]
    assert recorded["seconds"] <= BUDGET
    assert all(cell.execution_count for cell in code_cells(notebook))
