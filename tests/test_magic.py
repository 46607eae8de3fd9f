"""The cell magic: its options, and cells run in a real kernel."""

import configparser
import datetime
import os
import re
import sys
import time
from pathlib import Path

import pytest
from jupyter_client.manager import start_new_kernel

from swimlanes import magic
from swimlanes.errors import ProgramError
from swimlanes.program import HERE, Result


class Kernel:
    """A real kernel with the magic loaded, in a folder of its own."""

    def __init__(self, folder, **environment):
        env = {
            **os.environ,
            "PYTHONPATH": str(HERE.parent),
            "PYTEST_CURRENT_TEST": "yes",
            **environment,
        }
        self.manager, self.client = start_new_kernel(
            kernel_name="python3", cwd=str(folder), env=env
        )
        self.run("%load_ext swimlanes")

    def run(self, source, when_printed=None):
        """Run a cell; return its output and its error, name and text."""
        self.client.execute(source)
        text, error, busy = "", None, True
        while busy:
            message = self.client.get_iopub_msg(timeout=60)
            content = message["content"]
            if message["msg_type"] == "stream":
                text += content["text"]
                if when_printed and when_printed[0] in text:
                    when_printed[1]()
                    when_printed = None
            elif message["msg_type"] == "error":
                error = "\n".join(content["traceback"])
            elif message["msg_type"] == "execute_result":
                text += content["data"]["text/plain"]
            elif message["msg_type"] == "status":
                busy = content["execution_state"] != "idle"
        return text, error

    def stop(self, kill=False):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=kill)


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("book")
    kernel = Kernel(folder, JPY_SESSION_NAME=str(folder / "tickets.ipynb"))
    kernel.folder = folder
    yield kernel
    kernel.stop()


def test_options():
    options = magic.parse(
        "a.py --python 3.14t --start-method spawn --timeout=2 --expect -9 "
        "--args \"x 'y z'\" --env A=1 --env B=c=d --input '1\\n2' "
        "--grace .5 --where --timeline --time --no-run --recorded"
    )
    assert options == magic.Options(
        file="a.py",
        python="3.14t",
        start_method="spawn",
        timeout=2,
        expect="-9",
        args=["x", "y z"],
        env={"A": "1", "B": "c=d"},
        input="1\n2\n",
        grace=0.5,
        where=True,
        timeline=True,
        time=True,
        no_run=True,
        recorded=True,
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "needs a file name"),
        ("--time", "needs a file name"),
        ("a.py b", "what is 'b'"),
        ("a.py --tiemout 3", "no option --tiemout; did you mean --timeout?"),
        ("a.py --where=1", "no option --where=1"),
        ("a.py --zzz", "it has: --python"),
        ("a.py --timeout", "--timeout needs a value"),
        ("a.py --timeout soon", "takes seconds, such as 2.5, not 'soon'"),
        ("a.py --timeout nan", "takes seconds"),
        ("a.py --grace -1", "--grace takes seconds"),
        ("a.py --expect fun", "exit code, error, timeout or any"),
        ("a.py --start-method x", "fork, spawn or forkserver"),
        ("a.py --env A", "takes NAME=value"),
        ("a.py --args 'a", "no closing quotation"),
        ('a.py --args "\'a"', "--args: no closing quotation"),
        ("a.py --check --start-method fork", "leaves no --start-method"),
        ("a.py --timeline --check", "--check leaves no --timeline"),
        ("folder/a.py", "not a plain file name"),
        ("../a.py", "not a plain file name"),
        ("a", "not a plain file name"),
        ("a.txt", "not a plain file name"),
        ("a.b.py", "not a plain file name"),
        ("class.py", "not a plain file name"),
        ("threading.py", "would hide Python's own module threading"),
        ("random.py", "would hide Python's own module random"),
        ("sitecustomize.py", "would hide"),
    ],
)
def test_each_mistake_has_one_line(line, message):
    with pytest.raises(ProgramError) as caught:
        magic.parse(line)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("exit_code", "why", "met"),
    [
        (0, None, {"0", "any"}),
        (3, None, {"3", "error", "any"}),
        (-9, None, {"-9", "error", "any"}),
        (-9, "timeout", {"timeout", "any"}),
        (-9, "output", {"any"}),
    ],
)
def test_expectations(exit_code, why, met):
    result = Result("a.py", 2, exit=exit_code, why=why)
    expectations = {"0", "3", "-9", "error", "timeout", "any"}
    assert met == {
        word for word in expectations if not magic.mismatch(result, word)
    }


def test_cell_prints_and_is_saved_beside_its_notebook(kernel):
    cell = "%%program hello.py\n# NBVAL_IGNORE_OUTPUT\nprint('hello')"
    assert kernel.run(cell) == ("hello\n", None)
    path = kernel.folder / "programs" / "tickets" / "hello.py"
    assert path.read_text() == "print('hello')\n"
    text, error = kernel.run("_program")
    assert text.startswith("<hello.py: exit code 0 after")


def test_same_output_under_every_start_method(kernel):
    for method in "fork", "spawn", "forkserver":
        cell = (
            f"%%program child.py --start-method {method}\n"
            "from multiprocessing import Process\n"
            "if __name__ == '__main__':\n"
            "    child = Process(target=print, args=('from the child',))\n"
            "    child.start()\n"
            "    child.join()\n"
        )
        assert kernel.run(cell) == ("from the child\n", None)


def test_failure_is_one_line_after_the_programs_own_words(kernel):
    text, error = kernel.run("%%program bad.py\nx = = 1")
    assert text.startswith('  File "bad.py", line 1\n')
    assert error == "ProgramError: bad.py: exit code 1"


def test_expected_failure_is_noted(kernel):
    cell = "%%program die.py --expect error\nimport os\nos.abort()"
    text, error = kernel.run(cell)
    assert (text, error) == ("[ended by signal 6 (SIGABRT)]\n", None)


def test_unmet_expectation(kernel):
    text, error = kernel.run("%%program ok.py --expect timeout\npass")
    assert error == (
        "ProgramError: ok.py: exit code 0, where the cell expects: timeout"
    )


def test_mistake_is_one_line(kernel):
    text, error = kernel.run("%%program queue.py\npass")
    assert text == ""
    assert error.startswith("ProgramError: %%program: queue.py would hide")
    assert "\n" not in error


def test_only_saved(kernel):
    text, error = kernel.run("%%program shop.py --no-run\nprice = 3\n")
    assert (text, error) == ("[saved shop.py]\n", None)
    cell = "%%program buy.py\nimport shop\nprint(shop.price)\n"
    assert kernel.run(cell) == ("3\n", None)


def test_asks_for_input(kernel):
    cell = "%%program ask.py --expect 1\ninput()"
    text, error = kernel.run(cell)
    assert text.endswith(
        "EOFError: EOF when reading a line\n[exit code 1]\n"
        '[the program asked for input: give it with --input "…"]\n'
    )
    cell = '%%program ask.py --input "Ada\\nBob"\nprint(input(), input())'
    assert kernel.run(cell) == ("Ada Bob\n", None)


def test_hang_says_where(kernel):
    cell = (
        "%%program hang.py --timeout 1.5 {}\n"
        "import threading\n"
        "lock = threading.Lock()\n"
        "lock.acquire()\n"
        "lock.acquire()\n"
    )
    place = "MainProcess  MainThread  line 4: lock.acquire()\n"
    note = "stopped after 1.5 s: still running"
    text, error = kernel.run(cell.format(""))
    assert (text, error) == (place, f"ProgramError: hang.py: {note}")
    text, error = kernel.run(cell.format("--expect timeout"))
    assert (text, error) == (f"[{note}]\n", None)
    text, error = kernel.run(cell.format("--expect timeout --where"))
    assert (text, error) == (f"[{note}]\n{place}", None)


def test_time(kernel):
    text, error = kernel.run("%%program fast.py --time\npass")
    assert text.endswith(" s of processor time]\n")


def test_variables_of_the_notebook_are_not_put_in(kernel):
    cell = "%%program a.py --args '{x} $x'\nimport sys; print(sys.argv[1:])"
    kernel.run("x = 1")
    assert kernel.run(cell) == ("['{x}', '$x']\n", None)


def test_interrupt_stops_the_cell_and_its_program(kernel):
    cell = (
        "%%program sleeper.py\n"
        "import time\n"
        "try:\n"
        "    print('up')\n"
        "    time.sleep(1000)\n"
        "finally:\n"
        "    print('bye')\n"
    )
    text, error = kernel.run(cell, ("up", kernel.manager.interrupt_kernel))
    assert text.startswith("up\nbye\nTraceback")
    assert text.endswith("KeyboardInterrupt\n")
    assert error == "Interrupted: sleeper.py was stopped"
    assert kernel.run("print('alive')") == ("alive\n", None)


def test_timeline_cannot_break_the_program(kernel):
    cell = "%%program timed.py --timeline\nprint('ran')"
    text, error = kernel.run(cell)
    assert "ran\n" in text
    assert error is None


@pytest.mark.parametrize("kill", [False, True])
def test_unknown_notebook_gets_a_folder_for_its_time(tmp_path, kill):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    kernel = Kernel(tmp_path, TMPDIR=str(scratch), JPY_SESSION_NAME="")
    try:
        cell = "%%program a.py\nprint(__file__)"
        assert kernel.run(cell) == ("a.py\n", None)
        assert len(list(scratch.glob("swimlanes-*/programs/a.py"))) == 1
    finally:
        kernel.stop(kill)
    deadline = time.monotonic() + 30
    while list(scratch.glob("swimlanes-*")):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert not (tmp_path / "programs").exists()


class Shell:
    def __init__(self, **names):
        self.user_ns = names


def test_folder_of_a_notebook(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    programs = Path(tmp_path, "programs")
    code = Shell(__vsc_ipynb_file__="/home/ada/locks.ipynb")
    assert magic.folder_for(code) == programs / "locks"
    lab = Shell(__session__="/home/ada/queues.ipynb")
    assert magic.folder_for(lab) == programs / "queues"
    monkeypatch.setenv("SWIMLANES_PROGRAMS", "elsewhere")
    assert magic.folder_for(lab) == tmp_path / "elsewhere"


CELL = "import sys\nprint('adds up:', 1 + 1, *sys.argv[1:])\n"


@pytest.fixture
def other_python(monkeypatch, tmp_path, capsys):
    """A Python 3.99t that can be there or not, and a way to run cells."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SWIMLANES_PROGRAMS", str(tmp_path / "programs"))
    monkeypatch.delenv("SWIMLANES_RECORD", raising=False)

    def run(cell=CELL, *, here, options="", record=False):
        command = sys.executable if here else "/nowhere/python"
        monkeypatch.setenv("SWIMLANES_PYTHONS", f"3.99t={command}")
        if record:
            folder = tmp_path / "recorded" / "tickets"
            monkeypatch.setenv("SWIMLANES_RECORD", str(folder))
        shell = Shell()
        line = f"sums.py --python 3.99t --recorded {options}"
        try:
            magic.run_cell(line, cell, shell)
        finally:
            monkeypatch.delenv("SWIMLANES_RECORD", raising=False)
        return capsys.readouterr().out, shell.user_ns["_program"]

    run.folder = tmp_path
    return run


def test_where_the_python_is_the_cell_runs(other_python):
    text, result = other_python(here=True)
    assert text == "[Python 3.99t: run here]\nadds up: 2\n"
    assert result.exit == 0
    assert not (other_python.folder / "recorded").exists()


def test_where_it_is_not_the_record_is_shown(other_python):
    recorded, _ = other_python(here=True, record=True)
    (path,) = other_python.folder.glob("recorded/*/*")
    assert path.name == "sums.py@3.99t.json"
    shown, result = other_python(here=False)
    assert shown == recorded
    today = datetime.date.today().isoformat()
    head = rf"\[Python 3\.99t: recorded {today} with 3\.\S+ on .+, \d+ cores\]"
    assert re.fullmatch(head + "\nadds up: 2\n", shown)
    assert (result.output, result.exit) == ("adds up: 2\n", 0)


def test_both_compare_equal_in_notebooks(other_python):
    rule = configparser.RawConfigParser()
    rule.read(HERE.parents[1] / "notebooks/sanitize.cfg", "utf-8")
    (name,) = (name for name in rule.sections() if name.startswith("origin"))

    def sanitized(text):
        return re.sub(rule[name]["regex"], rule[name]["replace"], text)

    recorded, _ = other_python(here=True, record=True)
    run_here, _ = other_python(here=True)
    assert recorded != run_here
    assert sanitized(recorded) == sanitized(run_here)
    assert sanitized(run_here).startswith("[Python 3.99t: origin]\n")


def test_a_record_keeps_the_timeline_and_the_ending(other_python):
    options = "--timeline --expect 3"
    cell = "print('on the way out')\nraise SystemExit(3)"
    text, before = other_python(cell, here=True, record=True, options=options)
    shown, after = other_python(cell, here=False, options=options)
    assert "[exit code 3]" in shown
    assert shown.splitlines()[:3] == text.splitlines()[:3]
    assert str(after.timeline) == str(before.timeline)


def test_a_record_is_not_shown_for_another_program(other_python):
    other_python(here=True, record=True)
    commented = "import sys  # 参数\n" + CELL.partition("\n")[2]
    assert "adds up: 2\n" in other_python(commented, here=False)[0]
    changed = "no Python 3.99t here, and sums.py has changed since"
    for cell, options in ((CELL * 2, ""), (CELL, "--args x"), ("(", "")):
        with pytest.raises(ProgramError, match=changed):
            other_python(cell, here=False, options=options)


def test_without_a_record_one_line_says_what_to_do(other_python):
    with pytest.raises(ProgramError) as caught:
        other_python(here=False)
    assert str(caught.value) == (
        "no Python 3.99t here, and no recorded result of sums.py: "
        "install Python 3.99t or name it in SWIMLANES_PYTHONS"
    )


def test_an_interpreter_that_nobody_named_is_missing(other_python):
    with pytest.raises(ProgramError, match="and no recorded result of a.py"):
        magic.run_cell("a.py --python 3.98 --recorded", "pass", Shell())


def test_what_fails_is_not_recorded(other_python):
    with pytest.raises(ProgramError, match="exit code 1"):
        other_python("raise SystemExit(1)", here=True, record=True)
    assert not (other_python.folder / "recorded").exists()


@pytest.mark.parametrize("options", ["", "--python /usr/bin/python3"])
def test_only_a_version_can_be_recorded(options, monkeypatch, tmp_path):
    monkeypatch.setenv("SWIMLANES_PROGRAMS", str(tmp_path))
    with pytest.raises(ProgramError, match="--recorded needs --python with"):
        magic.run_cell(f"a.py --recorded {options}", "pass", Shell())
