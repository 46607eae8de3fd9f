"""The measured values of a sweep, its limits, and its messages."""

import json
import multiprocessing
import os
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest
from recording import until

from swimlanes import program_measurement, stopwatch
from swimlanes.measurement import Sweep, sweep
from swimlanes.stopwatch import SweepError


def product(width=1, height=1):
    return width * height


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """Return a function that saves a program in this notebook's folder."""
    monkeypatch.setattr(program_measurement, "folder", lambda: tmp_path)

    def save(name, source):
        (tmp_path / name).write_text(source, encoding="utf-8")

    return save


def test_a_number_is_the_measure():
    result = sweep(product, width=[2, 3], height=[10, 20], repeat=1, unit="m")
    assert result.at(width=3, height=10) == 30
    assert [point[0][1] for point in result.data["points"]] == [20, 40, 30, 60]


def test_none_is_timed_and_longer_waits_take_longer():
    never = threading.Event()

    def wait(ms):
        never.wait(ms / 1000)

    result = sweep(wait, ms=[0, 50], repeat=1)
    assert result.at(ms=50) >= 0.045
    assert result.at(ms=0) > 0


def test_a_dict_gives_series():
    result = sweep(lambda n: {"one": n, "two": 2 * n}, n=[1, 5])
    assert result.at(n=5) == {"one": 5, "two": 10}


def test_a_series_may_end_where_it_cannot_be_measured():
    result = sweep(lambda n: {"a": n, "b": n if n < 5 else None}, n=[1, 5])
    assert result.at(n=1) == {"a": 1, "b": 1}
    assert result.at(n=5) == {"a": 5, "b": None}
    assert str(result).splitlines()[-1].split() == ["5", "5", "–"]


def test_rounds_are_interleaved():
    order = []
    sweep(lambda n: order.append(n), n=[1, 2, 3], repeat=2)
    assert order == [1, 2, 3, 1, 2, 3]


def test_median_with_least_and_greatest():
    values = iter([5, 1, 3])
    result = sweep(lambda n: next(values), n=[0], repeat=3)
    assert result.data["points"] == [[[1, 3, 5]]]
    assert result.at() == 3


def test_text_form_has_a_fixed_shape():
    result = sweep(product, width=[1, 2], height=[3])
    assert repr(result) == (
        "sweep of product over width × height: 2 positions, 3 measurements "
        "each"
    )
    one = sweep(product, width=[1], repeat=1)
    assert repr(one).endswith("width: 1 position, 1 measurement each")
    assert str(one).splitlines()[-1].split() == ["1", "1"]


def test_a_model_is_computed_once_and_says_so():
    calls = []
    result = sweep(lambda n: calls.append(n) or 2 * n, n=[1, 2], repeat=0)
    assert (calls, result.at(n=2)) == ([1, 2], 4)
    assert repr(result).endswith("over n: 2 positions, computed")


def test_origin_is_stored():
    origin = sweep(product, width=[1]).data["origin"]
    assert origin["cores"] >= 1
    assert origin["python"].endswith(sys.version.split()[0])
    assert origin["build"] in ("gil", "free-threaded")


def test_unit_comes_from_the_name_of_a_knob():
    result = sweep(lambda outside_ms: 1, outside_ms=[1])
    assert result.data["knobs"][0]["label"] == "outside, in ms"


def test_a_label_in_one_language_leaves_the_english_name():
    def both(width):
        return {"joined": 1, "alone": width}

    labels = {"joined": {"zh": "等待"}, "width": {"zh": "宽度"}}
    data = sweep(both, width=[1], labels=labels).data
    assert data["series"][0]["label"] == {"en": "joined", "zh": "等待"}
    assert data["series"][1]["label"] == "alone"
    assert data["knobs"][0]["label"] == {"en": "width", "zh": "宽度"}


def test_a_failed_measurement_keeps_the_data():
    fail = []

    def work(n):
        return n / (not fail)

    result = sweep(work, n=[1, 2])
    before = result.data
    fail.append(True)
    with pytest.raises(SweepError):
        result.measure()
    assert result.data is before


def test_progress_is_told():
    told = []
    result = sweep(product, width=[1, 2], repeat=2)
    result.measure(lambda done, total: told.append((done, total)))
    assert told == [(done, 4) for done in range(5)]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sweep(product), "1 to 4 knobs"),
        (lambda: sweep(product, width=[]), "width has no values"),
        (lambda: sweep(product, width=4), "needs a list of values"),
        (lambda: sweep(product, width="abc"), "needs a list of values"),
        (lambda: sweep(product, width=[None]), "numbers, texts or"),
        (lambda: sweep(product, width=[1, 1]), "a value twice"),
        (lambda: sweep(product, width=range(201)), "at most 200"),
        (
            lambda: sweep(product, widht=[1]),
            r"product\(\) has no parameter 'widht'; it has: width, height",
        ),
        (lambda: sweep(lambda a, b: 1, a=[1]), "missing.*'b'"),
        (lambda: sweep(3, a=[1]), "not a function"),
        (lambda: sweep(product, width=[1], repeat=-1), "repeat must"),
        (lambda: sweep(product, width=[1], repeat=True), "not True"),
        (lambda: sweep(product, width=[1], budget=0), "budget must be"),
        (lambda: sweep(product, width=[1], budget="x"), "seconds, not 'x'"),
        (lambda: sweep(product, width=[1], labels=["x"]), "takes a dict"),
        (lambda: sweep(lambda n: "x", n=[7]), r"\(n=7\): it returned 'x'"),
        (lambda: sweep(lambda n: True, n=[7]), "it returned True"),
        (lambda: sweep(lambda n: float("nan"), n=[7]), "cannot be drawn"),
        (lambda: sweep(lambda n: {"a": None}, n=[7]), "at least one"),
        (lambda: sweep(lambda n: {}, n=[7]), "0 series"),
        (lambda: sweep(lambda n: {str(n): 1}, n=[1, 2]), "same names"),
        (lambda: sweep(product, width=[1], labels={"x": "y"}), "neither"),
        (lambda: sweep(product, width=[1], python="p"), "program file"),
        (lambda: sweep("office", a=[1]), "names no function"),
        (lambda: sweep("no_such.py:f", a=[1]), "save it first"),
        (
            lambda: sweep("no_such.py:f", a=[1], start_method="thread"),
            "start_method= is .*spawn.*, not 'thread'",
        ),
    ],
)
def test_mistakes_are_told_clearly(call, message):
    with pytest.raises(SweepError, match=message):
        call()


def test_an_error_of_the_function_names_the_position():
    def divide(by):
        return 1 / by

    with pytest.raises(SweepError, match=r"divide\(by=0\) raised Zero") as e:
        sweep(divide, by=[1, 0])
    assert isinstance(e.value.__cause__, ZeroDivisionError)
    shown = "\n".join(e.value._render_traceback_())
    assert "return 1 / by" in shown
    assert "stopwatch" not in shown


def test_a_sweep_that_will_not_fit_stops_after_one_round(monkeypatch):
    """A clock that jumps a second per call: no waiting, no luck."""
    calls = Counter()

    def work(n):
        calls[n] += 1
        return n

    clock = iter(range(1000))
    monkeypatch.setattr(
        "swimlanes.measurement.perf_counter", lambda: next(clock)
    )
    message = r"4 positions × 3 measurements, about 1 s each, take about 12 s"
    with pytest.raises(SweepError, match=message):
        sweep(work, n=[1, 2, 3, 4], budget=11)
    assert calls == {1: 1, 2: 1, 3: 1, 4: 1}
    calls.clear()
    with pytest.raises(SweepError, match="budget of 2 s"):
        sweep(work, n=[1, 2, 3, 4], budget=2)
    assert calls == {1: 1, 2: 1, 3: 1}


def test_at_explains_what_can_be_asked():
    result = sweep(product, width=[1, 2], height=[3])
    assert result.at(width=2) == 6
    with pytest.raises(SweepError, match="needs a value of width"):
        result.at()
    with pytest.raises(SweepError, match="not measured; measured were: 1, 2"):
        result.at(width=3)
    with pytest.raises(SweepError, match="no knob 'depth'"):
        result.at(depth=3)


def test_a_coroutine_function_is_run():
    async def work(n):
        return n

    assert sweep(work, n=[4]).at(n=4) == 4


def test_a_coroutine_function_in_a_running_loop_is_refused():
    import asyncio

    async def work(n):
        return n

    async def cell():
        return sweep(work, n=[4])

    with pytest.raises(SweepError, match="already runs an event loop"):
        asyncio.run(cell())


OFFICE = """
import multiprocessing, os, sys

def sell(queue, tickets):
    print("sold", tickets)
    queue.put((tickets, os.getpid()))

def sell_all(customers):
    print("noise on standard output")
    queue = multiprocessing.SimpleQueue()
    offices = [multiprocessing.Process(target=sell, args=(queue, 2))
               for _ in range(customers)]
    for office in offices:
        office.start()
    sold = [queue.get() for _ in offices]
    for office in offices:
        office.join()
    assert all(pid != os.getpid() for _, pid in sold)
    return sum(tickets for tickets, _ in sold)

def method(n):
    return {multiprocessing.get_start_method(): n}
"""


@pytest.mark.parametrize(
    "method", multiprocessing.get_all_start_methods() + [None]
)
def test_a_program_may_start_processes(programs, method):
    programs("office.py", OFFICE)
    result = sweep(
        "office.py:sell_all", customers=[1, 2], repeat=1, start_method=method
    )
    assert result.at(customers=2) == 4
    assert result.name == "sell_all"
    if method:
        chosen = sweep("office.py:method", n=[1], start_method=method)
        assert chosen.at() == {method: 1}


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        ("def f(n): return n / 0", "f", r"f\(n=1\) raised ZeroDivision"),
        ("def f(m): return 1", "f", r"no parameter 'n'; it has: m"),
        ("def f(n): return 1", "g", "has no function 'g'"),
        ("def f(n: return 1", "f", "could not be loaded: SyntaxError"),
        ("import os\ndef f(n): os._exit(3)", "f", r"exit code 3"),
        ("def f(n): return None or 'text'", "f", "it returned 'text'"),
        ("import no_such_module", "f", "ModuleNotFoundError"),
    ],
)
def test_mistakes_of_a_program_are_told_clearly(
    programs, source, target, message
):
    programs("office.py", source)
    with pytest.raises(SweepError, match=message):
        sweep(f"office.py:{target}", n=[1])


def test_last_words_of_a_program_are_shown(programs):
    source = "import os\ndef f(n): os.write(2, b'no power'); os._exit(1)"
    programs("office.py", source)
    with pytest.raises(SweepError, match="no power"):
        sweep("office.py:f", n=[1])


def test_a_program_that_hangs_is_stopped(programs, tmp_path):
    programs(
        "office.py",
        "import os, threading\n"
        "def f(n):\n"
        "    open('pid', 'w').write(str(os.getpid()))\n"
        "    threading.Event().wait()\n",
    )
    with pytest.raises(SweepError, match="no answer within 3 s"):
        sweep("office.py:f", n=[1], budget=3)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_a_child_that_will_not_end_is_ended(programs, tmp_path):
    programs(
        "office.py",
        "import multiprocessing, os, signal\n"
        "def stay(semaphore, ready):\n"
        "    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "    ready.set()\n"
        "    signal.pause()\n"
        "def f(n):\n"
        "    semaphore = multiprocessing.Semaphore()\n"
        "    ready = multiprocessing.Event()\n"
        "    child = multiprocessing.Process(\n"
        "        target=stay, args=(semaphore, ready))\n"
        "    child.start()\n"
        "    ready.wait()\n"
        "    with open('left', 'w') as file:\n"
        "        print(child.pid, semaphore._semlock.name, file=file)\n"
        "    os._exit(1)\n",
    )
    from swimlanes import supervisor

    with pytest.raises(SweepError, match="exit code 1"):
        sweep("office.py:f", n=[1], start_method="spawn")
    pid, name = (tmp_path / "left").read_text().split()
    assert int(pid) not in [row[0] for row in supervisor.living()]
    semaphore = Path("/dev/shm", f"sem.{name.strip('/')}")
    until(lambda: not semaphore.exists())  # the tracker removes it


@pytest.mark.skipif(os.name != "posix", reason="fork is Unix's")
def test_a_forked_child_that_comes_back_measures_nothing(programs):
    programs(
        "office.py",
        "import os\n"
        "def f(n):\n"
        "    child = os.fork()\n"
        "    return os.waitpid(child, 0)[1] if child else 7\n",
    )
    assert sweep("office.py:f", n=[1], repeat=1).at() == 0


def test_a_program_saved_again_at_once_is_measured_anew(
    programs, tmp_path, monkeypatch
):
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    for number in 1, 2:
        programs("office.py", f"import price\ndef f(n): return {number}")
        programs("price.py", f"soup = {number}")
        for name in "office.py", "price.py":
            os.utime(tmp_path / name, (1, 1))
        assert sweep("office.py:f", n=[0], repeat=1).at() == number
    assert not (tmp_path / "__pycache__").exists()


def test_another_interpreter_is_named_when_missing(programs):
    programs("office.py", "def f(n): return n")
    with pytest.raises(SweepError, match="no Python '/no/python'"):
        sweep("office.py:f", n=[1], python="/no/python")
    result = sweep("office.py:f", n=[3], python=sys.executable)
    assert result.at() == 3


def test_the_script_stands_alone(tmp_path):
    """It runs where the package is not installed."""
    (tmp_path / "office.py").write_text("def f(n): return n")
    job = {
        "file": "office.py",
        "function": "f",
        "positions": [{"n": 6}],
        "repeat": 1,
        "start_method": None,
    }
    done = subprocess.run(
        [sys.executable, "-I", stopwatch.__file__, json.dumps(job)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines[1:] == [
        {"index": 0, "series": {"": 6.0}},
        {"done": True},
    ]


def test_importing_stays_light():
    script = (
        "import sys, swimlanes.measurement as m\n"
        "print({'IPython', 'anywidget', 'ipywidgets'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "set()\n"


def test_the_class_can_be_used_without_measuring():
    assert Sweep(product, {"width": [1, 2]}).data is None
