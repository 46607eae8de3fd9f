"""What `pytest --nbval` compares in the notebooks, and what it leaves out.

Each notebook runs once, and is judged twice: its outputs by nbval, and what
nbval lets pass by `tests/running.py`.

The stored outputs come from one real run.  A tag on a cell says which part
of them must come again in every run:

any-order   the same lines, in whatever order
lanes       in order within a lane (the text before ": "), free between lanes
picture     printed lines exactly; the picture differs in its times
measured    printed lines exactly; the widget differs in its times
varies      nothing of it; the next code cell checks what must hold

No other exemption exists.  The number of cells under each tag is printed at
the end of the run.
"""

import copy
import os
import sys
import tempfile
import uuid
from collections import Counter
from pathlib import Path
from unittest import mock

from nbval.plugin import IPyNbCell, IPyNbFile
from running import (
    THREADS,
    bearers,
    faults_of,
    files_around,
    settled,
    used_by_none,
)

ORDERS = {"any-order", "lanes"}
EXEMPT = {"picture", "measured", "varies"}
DRAWN = {
    "text/html",
    "text/plain",
    "application/vnd.jupyter.widget-view+json",
}

cells = Counter()
compare_exactly = IPyNbCell.compare_outputs
run_and_compare = IPyNbCell.runtest
start_kernel = IPyNbFile.setup
stop_kernel = IPyNbFile.teardown


def in_any_order(text, tags):
    """Sort the lines of `text` by what the order tag leaves free."""
    lines = text.splitlines(keepends=True)
    if "lanes" in tags:
        return "".join(sorted(lines, key=lambda line: line.split(": ")[0]))
    return "".join(sorted(lines))


def printed(outputs):
    """Join the printed pieces of `outputs`, and drop what was drawn."""
    kept, text = [], None
    for output in outputs:
        if output.output_type == "stream":
            if text is None:
                text = output
                kept.append(output)
            else:
                text.text += output.text
        elif not (
            output.output_type in ("display_data", "execute_result")
            and set(output.data) <= DRAWN
        ):
            kept.append(output)
    return kept


def compare_outputs(self, test, ref, skip_compare=None):
    tags = set(self.cell.metadata.get("tags", []))
    cells["code cells"] += 1
    cells.update(tags & (ORDERS | EXEMPT))
    if "varies" in tags:
        return True
    if tags & (ORDERS | EXEMPT):
        test, ref = copy.deepcopy(test), copy.deepcopy(ref)
    if tags & EXEMPT:
        test, ref = printed(test), printed(ref)
    if tags & ORDERS:
        for output in [*test, *ref]:
            if output.output_type == "stream":
                output.text = in_any_order(self.sanitize(output.text), tags)
    return compare_exactly(self, test, ref, skip_compare)


def runtest(self):
    """Run and compare a cell, then look for what nbval lets pass."""
    run_and_compare(self)
    if faults := list(faults_of(self.cell, self.test_outputs)):
        self.raise_cell_error("; ".join(faults))


def setup(self):
    """Start the kernel as a reader does, but with a mark to know it by."""
    self.mark = uuid.uuid4().hex
    self.programs = tempfile.TemporaryDirectory()
    self.files_before = files_of(self)
    environment = {
        **os.environ,
        "SWIMLANES_PROGRAMS": self.programs.name,
        "SWIMLANES_MARK": self.mark,
    }
    environment.pop("PYTEST_CURRENT_TEST", None)
    with mock.patch.dict(os.environ, environment, clear=True):
        start_kernel(self)
    self.threads_before = ask(self.kernel, THREADS)


def teardown(self):
    """Stop the kernel, and fail where the notebook has left anything."""
    if self.timed_out or not self.kernel.is_alive():
        stop_kernel(self)
        return
    threads = ask(self.kernel, THREADS)
    kernel = self.kernel.km.provisioner.pid
    running = settled(lambda: others(self.mark, kernel))
    stop_kernel(self)
    if sys.platform == "linux":
        running |= settled(lambda: bearers(self.mark.encode()))
    files = settled(lambda: used_by_none(files_of(self) - self.files_before))
    self.programs.cleanup()
    assert not running, f"still running after the last cell: {running}"
    assert threads == self.threads_before, f"a thread was left: {threads}"
    assert not files, f"files left: {files}"


def files_of(notebook):
    return files_around(Path(notebook.path))


def others(mark, kernel):
    return {
        pid: command
        for pid, command in bearers(mark.encode()).items()
        if pid != kernel
    }


def ask(kernel, code):
    """Run `code` in the kernel and return what it prints."""
    wanted, text = kernel.execute_cell_input(code), ""
    kernel.await_reply(wanted, timeout=60)
    while True:
        message = kernel.get_message("iopub", timeout=60)
        if message["parent_header"].get("msg_id") != wanted:
            continue
        if message["msg_type"] == "stream":
            text += message["content"]["text"]
        elif message["content"].get("execution_state") == "idle":
            return text


IPyNbCell.compare_outputs = compare_outputs
IPyNbCell.runtest = runtest
IPyNbFile.setup = setup
IPyNbFile.teardown = teardown


def pytest_terminal_summary(terminalreporter):
    if cells:
        counts = ", ".join(
            f"{cells[tag]} {tag}" for tag in sorted(ORDERS | EXEMPT)
        )
        terminalreporter.write_line(
            f"{cells['code cells']} code cells compared; "
            f"free in part or exempt, by tag: {counts}"
        )
