"""python -m swimlanes record, from outside."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import swimlanes

pytest.importorskip("swimlanes.program")
SOURCE = Path(swimlanes.__file__).parent.parent
PROGRAM = """
import sys, threading, time
ann = threading.Thread(target=time.sleep, args=(0.02,), name="Ann")
ann.start()
ann.join()
print("said", *sys.argv[1:])
sys.exit(3)
"""


@pytest.fixture
def call(tmp_path):
    (tmp_path / "mine.py").write_text(PROGRAM)

    def call(*arguments, input=""):
        return subprocess.run(
            [sys.executable, "-m", "swimlanes", *arguments],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(SOURCE)},
            input=input,
            capture_output=True,
            text=True,
            timeout=60,
        )

    return call


def test_a_program_is_run_and_drawn(call, tmp_path):
    done = call("record", "mine.py", "one", "--two")
    assert done.returncode == 3, done.stderr
    assert done.stdout.startswith("said one --two\n")
    assert "Ann" in done.stdout
    assert "picture: mine.timeline.html" in done.stdout
    page = (tmp_path / "mine.timeline.html").read_text()
    assert page.startswith("<!doctype html>")
    assert "Ann</text>" in page


def test_a_program_runs_as_without_being_recorded(call, tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "shop.py").write_text("price = 3")
    (tmp_path / "sub" / "mine.py").write_text(
        "import os, sys, shop\n"
        "print(sys.argv, os.getcwd() in __file__, os.getcwd())\n"
        "print('tea\\n' * 12_000, end='half a line')\n"
    )
    name = os.path.join("sub", "mine.py")
    plain = subprocess.run(
        [sys.executable, name, "x"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    done = call("record", name, "x")
    assert done.returncode == 0, done.stderr
    assert plain.stdout.count("\n") == 12_001
    assert done.stdout.startswith(plain.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc")
def test_a_program_asks_whoever_runs_it(call, tmp_path):
    (tmp_path / "mine.py").write_text("print(input('dish? '), 'and', input())")
    assert call("record", "mine.py", input="soup\ntea\n").stdout.startswith(
        "dish? soup and tea\n"
    )


@pytest.mark.skipif(os.name == "nt", reason="there it is another error")
def test_a_reader_that_has_enough_is_no_mistake(tmp_path):
    (tmp_path / "mine.py").write_text("while True: print('tea')\n")
    with subprocess.Popen(
        [sys.executable, "-m", "swimlanes", "record", "mine.py"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as recording:
        assert recording.stdout.readline() == "tea\n"
        recording.stdout.close()
        assert recording.stderr.read() == ""
    assert recording.returncode == 1


def test_an_svg_if_asked_for(call, tmp_path):
    call("record", "-o", "picture.svg", "mine.py")
    assert (tmp_path / "picture.svg").read_text().startswith("<svg")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "usage: python -m swimlanes record"),
        (("draw", "mine.py"), "invalid choice: 'draw'"),
        (("record",), "program"),
        (("record", "none.py"), "no such file: none.py"),
        (("record", "-o", "x.png", "mine.py"), ".html or .svg"),
        (("record", "-o", "no/x.svg", "mine.py"), "no such folder: no"),
        (("record", "--timeout", "0", "mine.py"), "more than 0 seconds"),
    ],
)
def test_mistakes_are_told_in_one_line(call, arguments, words):
    done = call(*arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_program_that_hangs_is_stopped_and_drawn(call, tmp_path):
    (tmp_path / "hang.py").write_text(
        "import threading\nthreading.Event().wait()\n"
    )
    done = call("record", "--timeout", "1", "hang.py")
    assert done.returncode != 0
    assert "stopped after 1 s" in done.stdout
    assert "Event.wait".lower() in done.stdout.lower()
