"""The live sweep: its messages, and its life in a real JupyterLab."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

import swimlanes
from swimlanes import sweep

pytest.importorskip("anywidget")

PACKAGE = str(Path(swimlanes.__file__).resolve().parents[1])


class Wire:
    """A widget's `send`, kept for reading."""

    def __init__(self, widget, monkeypatch):
        self.told = []
        monkeypatch.setattr(widget, "send", self.told.append)


@pytest.fixture
def wired(monkeypatch):
    def connect(work, **knobs):
        result = sweep(work, repeat=1, **knobs)
        widget = result.widget()
        return result, widget, Wire(widget, monkeypatch).told

    return connect


def ask(widget, kind):
    widget._handle_custom_msg({"type": kind}, [])


def test_a_ping_is_answered(wired):
    _, widget, told = wired(lambda n: n, n=[1])
    ask(widget, "ping")
    assert told == [{"type": "ready"}]


def test_measuring_again_replaces_the_data(wired):
    factor = [1]
    result, widget, told = wired(lambda n: n * factor[0], n=[1, 2])
    factor[0] = 10
    ask(widget, "measure")
    assert [message["type"] for message in told] == [
        "progress",
        "progress",
        "done",
    ]
    assert told[1] == {"type": "progress", "done": 1, "total": 2}
    assert widget.data["points"] == [[[10, 10, 10]], [[20, 20, 20]]]
    assert result.at(n=2) == 20


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (ZeroDivisionError("why"), "error"),
        (KeyboardInterrupt(), "interrupted"),
    ],
)
def test_a_failure_keeps_the_data(wired, error, kind):
    fail = []

    def work(n):
        if fail and n == 2:
            raise error
        return n

    result, widget, told = wired(work, n=[1, 2])
    before = result.data
    fail.append(True)
    ask(widget, "measure")
    assert told[-1]["type"] == kind
    assert widget.data == before
    if kind == "error":
        assert told[-1]["text"] == "work(n=2) raised ZeroDivisionError: why"


def test_it_stands_among_other_widgets():
    ipywidgets = pytest.importorskip("ipywidgets")
    result = sweep(lambda n: n, n=[1, 2])
    widget = result.widget()
    box = ipywidgets.VBox([ipywidgets.Label("tickets"), widget])
    assert box.children[1] is widget
    widget.layout.width = "50%"
    widget.close()
    assert widget.comm is None
    assert result.at(n=2) == 2  # the data outlive the widget


KERNEL_CELL = """
import threading
from swimlanes import sweep

waits = [0]

def work(n):
    threading.Event().wait(waits[0])
    return n

widget = sweep(work, n=[1, 2], repeat=1, budget=200).widget()
waits[0] = 60
print(widget.comm.comm_id)
"""


@pytest.fixture
def kernel():
    manager = pytest.importorskip("jupyter_client.manager")
    running, client = manager.start_new_kernel(
        env=os.environ | {"PYTHONPATH": PACKAGE}
    )
    yield running, client
    client.stop_channels()
    running.shutdown_kernel(now=True)


def test_an_interrupt_reaches_the_measuring(kernel):
    running, client = kernel
    client.execute(KERNEL_CELL)
    printed = next_content(client, lambda c: c.get("name") == "stdout")
    message = client.session.msg(
        "comm_msg",
        {
            "comm_id": printed["text"].strip(),
            "data": {"method": "custom", "content": {"type": "measure"}},
        },
    )
    client.shell_channel.send(message)
    next_content(client, lambda c: told(c).get("type") == "progress")
    running.interrupt_kernel()
    answer = next_content(
        client, lambda c: told(c).get("type") not in (None, "progress")
    )
    assert told(answer)["type"] == "interrupted"


def told(content):
    data = content.get("data", {})
    return data.get("content", {}) if data.get("method") == "custom" else {}


def next_content(client, wanted):
    while True:
        content = client.get_iopub_msg(timeout=40)["content"]
        if wanted(content):
            return content


NOTEBOOK = [
    "from ipywidgets import Label, VBox\nfrom swimlanes import sweep\n"
    "import threading\nanswers = {'factor': 1}",
    "def work(threads):\n    threading.Event().wait("
    "0.05 * answers['factor'])\n    return threads * answers['factor']",
    "result = sweep(work, threads=[1, 2, 4], unit='')\nresult",
    "answers['factor'] = 10",
    "VBox([Label('in a box'), result.widget()])",
]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Start a JupyterLab with one notebook; return its address."""
    nbformat = pytest.importorskip("nbformat")
    pytest.importorskip("jupyterlab")
    home = tmp_path_factory.mktemp("lab")
    book = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in NOTEBOOK],
        metadata={"kernelspec": {"name": "python3", "display_name": "P"}},
    )
    nbformat.write(book, home / "demo.ipynb")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    log = (home / "log").open("w")
    server = subprocess.Popen(
        [
            *[sys.executable, "-m", "jupyter", "lab", "--no-browser"],
            *[
                "--allow-root",
                "--LabApp.news_url=",
                f"--ServerApp.port={port}",
            ],
            *["--IdentityProvider.token=", f"--ServerApp.root_dir={home}"],
        ],
        stdout=log,
        stderr=log,
        env=os.environ
        | {
            "JUPYTER_CONFIG_DIR": str(home / "config"),
            "JUPYTER_DATA_DIR": str(home / "data"),
            "JUPYTER_RUNTIME_DIR": str(home / "run"),
            "IPYTHONDIR": str(home / "ipython"),
            "PYTHONPATH": PACKAGE,
        },
    )
    try:
        wait_for(lambda: answers(address + "/api"), home / "log")
        yield address
    finally:
        server.terminate()
        server.wait(30)
        log.close()


def answers(address):
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except OSError:
        return False


def wait_for(ready, log):
    end = time.monotonic() + 90
    while not ready():
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.2)


def test_in_jupyterlab(lab):
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-quic"],
        )
        page = browser.new_page(viewport={"width": 1100, "height": 1700})
        page.set_default_timeout(40_000)
        api.expect.set_options(timeout=40_000)
        page.goto(f"{lab}/lab/tree/demo.ipynb")
        page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
        page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.locator("[data-command='runmenu:run-all']").click()
        live = page.locator(".swim-sweep")
        ready = page.locator(".swim-sweep button:enabled")
        api.expect(ready).to_have_count(2)
        first, boxed = live.nth(0), live.nth(1)
        first.locator("input").focus()
        page.keyboard.press("End")
        said = first.locator(".now")
        api.expect(said).to_have_text("threads = 4: 4.")
        if folder := os.environ.get("SWIMLANES_SHOTS"):
            page.screenshot(path=f"{folder}/lab.png")
        first.locator("button").click()
        status = first.locator("[role=status]")
        api.expect(status).to_contain_text("measuring")
        api.expect(status).to_contain_text("Measured just now")
        api.expect(said).to_have_text("threads = 4: 40.")
        api.expect(boxed.locator(".now")).to_have_text("threads = 1: 1.")
        browser.close()
