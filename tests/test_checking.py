"""The judge of exercises, with answers that only some runs refuse."""

import sys

import pytest

from swimlanes import checking
from swimlanes.checking import PLANS, TOO_EARLY, check
from swimlanes.program import run

PROCESS_CHECK = """
import sys
from multiprocessing import Barrier, Lock, Process, Value
from my_answer import add

sys.tracebacklimit = 0

def come(both, lock, number):
    both.wait()
    add(lock, number)

if __name__ == "__main__":
    both, lock, number = Barrier(2), Lock(), Value("i", 0)
    adders = [Process(target=come, args=(both, lock, number))
              for _ in range(2)]
    for adder in adders:
        adder.start()
    for adder in adders:
        adder.join()
    assert number.value, "not started: nothing was added"
    assert number.value == 2, f"{number.value} instead of 2"
    print("right: both were added")
"""

THREAD_CHECK = """
from threading import Thread
from my_answer import Counter

MESSAGES = {"deadlock": "who waits for whom?"}

def scenario_two_visitors():
    counter = Counter()
    visitors = [Thread(target=counter.add) for _ in range(2)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert counter.value, "not started: nothing is counted"
    assert counter.value == 2, f"{counter.value} of 2 visitors are counted"
"""

COUNTER = """
from threading import Lock

class Counter:
    def __init__(self):
        self.value, self.lock = 0, Lock()

    def add(self):
"""


def judge(folder, answer, source):
    (folder / "my_answer.py").write_text(answer, "utf-8")
    (folder / "check_answer.py").write_text(source, "utf-8")
    return check(folder / "check_answer.py", timeout=30)


@pytest.mark.parametrize(
    ("body", "verdict", "message"),
    [
        ("    ...", "not started", "not started: nothing was added"),
        (
            "    with lock:\n        number.value += 1",
            "right",
            "both were added",
        ),
        # right by luck in nearly every run: only lateness refuses it
        ("    number.value += 1", "wrong", "1 instead of 2"),
        ("    number.value += 5", "wrong", "10 instead of 2"),
    ],
)
def test_processes(tmp_path, body, verdict, message):
    answer = f"def add(lock, number):\n{body}\n"
    judgement = judge(tmp_path, answer, PROCESS_CHECK)
    assert (judgement.verdict, judgement.message) == (verdict, message)
    if verdict == "wrong":
        assert judgement.timeline.lanes
        assert "<svg" in judgement._repr_mimebundle_()["text/html"]


@pytest.mark.parametrize("leave", ["sys.exit(0)", "os._exit(0)"])
def test_a_program_that_leaves_early_is_not_right(tmp_path, leave):
    judgement = judge(tmp_path, f"import os, sys\n{leave}\n", PROCESS_CHECK)
    assert (judgement.verdict, judgement.message) == ("wrong", TOO_EARLY)


def test_what_an_answer_prints_last_is_not_taken_for_the_check(tmp_path):
    answer = (
        "import atexit\n"
        "atexit.register(print, 'good night')\n"
        "def add(lock, number):\n"
        "    with lock:\n"
        "        number.value += 1\n"
    )
    judgement = judge(tmp_path, answer, PROCESS_CHECK)
    assert (judgement.verdict, judgement.message) == (
        "right",
        "both were added",
    )


def test_a_process_that_fails_was_started(tmp_path):
    answer = "def add(lock, number):\n    nubmer.value += 1\n"
    judgement = judge(tmp_path, answer, PROCESS_CHECK)
    assert judgement.verdict == "wrong"
    assert judgement.message.startswith("NameError: name 'nubmer'")
    assert "not started: nothing was added" in judgement.text


@pytest.mark.parametrize("source", ["process", "thread"])
def test_assertions_are_never_skipped(tmp_path, monkeypatch, source):
    monkeypatch.setenv("PYTHONOPTIMIZE", "1")
    if source == "process":
        answer = "def add(lock, number):\n    number.value += 5\n"
        judgement = judge(tmp_path, answer, PROCESS_CHECK)
    else:
        answer = f"{COUNTER}        self.value += 5\n"
        judgement = judge(tmp_path, answer, THREAD_CHECK)
    assert judgement.verdict == "wrong"


@pytest.mark.skipif(sys.platform == "win32", reason="has spawn only")
def test_an_answer_that_fails_under_one_start_method(tmp_path):
    answer = (
        "from multiprocessing import get_start_method\n"
        "def add(lock, number):\n"
        "    with lock:\n"
        "        number.value += 1 + (get_start_method() == 'spawn')\n"
    )
    judgement = judge(tmp_path, answer, PROCESS_CHECK)
    assert judgement.verdict == "wrong"
    assert judgement.tried == "under spawn"


def test_a_program_that_hangs_is_stopped_and_told(tmp_path):
    (tmp_path / "my_answer.py").write_text("from time import sleep\n")
    (tmp_path / "check_answer.py").write_text(
        "import my_answer\nmy_answer.sleep(60)  # for ever, as it were\n"
    )
    judgement = check(tmp_path / "check_answer.py", timeout=1)
    assert judgement.verdict == "wrong"
    assert "still running" in judgement.message
    assert "line 2" in judgement.text


@pytest.mark.parametrize(
    ("body", "verdict", "words"),
    [
        ("        ...", "not started", "nothing is counted"),
        ("        self.value += 1", "wrong", "1 of 2 visitors are counted"),
        (
            "        with self.lock:\n            self.value += 1",
            "right",
            "no order of steps fails",
        ),
        ("        self.lock.acquire()", "wrong", "who waits for whom?"),
        ("        while True: pass", "wrong", "has not come back for"),
        ("        add", "wrong", "name 'add' is not defined"),
    ],
)
def test_threads(tmp_path, body, verdict, words):
    judgement = judge(tmp_path, f"{COUNTER}{body}\n", THREAD_CHECK)
    assert judgement.verdict == verdict
    assert words in judgement.message
    if verdict == "right":
        assert "every interleaving checked" in judgement.tried


SECOND_SCENARIO = """
def scenario_late():
    Counter().leave()
"""


@pytest.mark.parametrize(
    ("leave", "message"),
    [
        ("os._exit(0)", "os._exit acts outside of Python's threads"),
        ("sys.exit(0)", "SystemExit: 0"),
        ("ctypes.CDLL(None)._exit(0)", TOO_EARLY),  # which nobody watches
    ],
)
def test_a_scenario_that_is_left_early_is_not_right(tmp_path, leave, message):
    answer = (
        f"import ctypes, os, sys\n{COUNTER}        with self.lock:\n"
        f"            self.value += 1\n    def leave(self): {leave}\n"
    )
    judgement = judge(tmp_path, answer, THREAD_CHECK + SECOND_SCENARIO)
    assert (judgement.verdict, judgement.message) == ("wrong", message)


@pytest.mark.parametrize(
    ("leave", "message"),
    [("os._exit(0)", TOO_EARLY), ("sys.exit(3)", "exit code 3")],
)
def test_an_answer_that_leaves_at_once(tmp_path, leave, message):
    judgement = judge(tmp_path, f"import os, sys\n{leave}\n", THREAD_CHECK)
    assert (judgement.verdict, judgement.message) == ("wrong", message)
    assert judgement.tried == "0 of 1 scenarios explored to the end"


def test_an_answer_does_not_see_the_report(tmp_path):
    answer = (
        "import os\n"
        "assert 'SWIMLANES_REPORT' not in os.environ\n"
        f"{COUNTER}        with self.lock: self.value += 1\n"
    )
    assert judge(tmp_path, answer, THREAD_CHECK).verdict == "right"


def test_not_every_order_is_not_said_to_be(tmp_path):
    check_file = THREAD_CHECK.replace("range(2)", "range(9)")
    assert check_file != THREAD_CHECK
    answer = f"{COUNTER}        with self.lock:\n            self.value += 1\n"
    judgement = judge(tmp_path, answer, check_file.replace("== 2", "== 9"))
    assert judgement.verdict == "right"
    assert judgement.message == "none of the orders tried fails"
    assert "every interleaving" not in judgement.tried


@pytest.mark.parametrize(
    ("kind", "preemptions", "unit", "words"),
    [
        ("every", None, "preemption", "every interleaving checked"),
        ("bounded", 1, "preemption", "up to 1 preemption checked"),
        ("bounded", 2, "delay", "up to 2 delays checked"),
        ("bounded", None, "preemption", "some orders checked, 1 schedule"),
    ],
)
def test_what_was_explored_is_said(kind, preemptions, unit, words):
    entry = {"scenario": "lunch", "kind": kind, "schedules": 1}
    entry |= {"preemptions": preemptions, "unit": unit}
    assert checking._explored([entry]).startswith(f"lunch: {words}")


@pytest.mark.parametrize("broken", ["def scenario_a(:", "import no_such_one"])
def test_a_check_that_cannot_run_says_so(tmp_path, broken):
    judgement = judge(tmp_path, "", broken)
    assert judgement.verdict == "wrong"
    assert "Error" in judgement.message


def test_each_plan_makes_somebody_late(tmp_path):
    program = tmp_path / "meet.py"
    program.write_text(
        "import swimlanes_delays as delays\n"
        "from multiprocessing import Process\n"
        "from time import perf_counter\n"
        "if __name__ == '__main__':\n"
        "    begin = perf_counter()\n"
        "    for _ in range(3):\n"
        "        Process(target=int).start()\n"
        "    late = perf_counter() - begin > delays.LATE\n"
        "    print(delays.here.meetings, late)\n"
    )
    for plan in PLANS:
        result = run(program, env={"SWIMLANES_DELAYS": plan})
        whose = plan.endswith("0")  # main counts as even
        assert result.output == f"3 {whose}\n"


MEET = """
import swimlanes_delays as delays
from multiprocessing import Barrier, Event, Process, Queue, Value

def meet(barrier, event, jobs, number):
    barrier.wait()
    event.wait()
    jobs.get()
    number.value += 1  # reads under the lock, then writes under the lock
    with number.get_lock():
        print(delays.here.meetings)  # 3 + 2 + 2 + 1

if __name__ == "__main__":
    barrier, event, jobs, number = Barrier(3), Event(), Queue(), Value("i")
    workers = [
        Process(target=meet, args=(barrier, event, jobs, number))
        for _ in range(2)
    ]
    for worker in workers:
        worker.start()
    barrier.wait()
    event.set()
    for _ in workers:
        jobs.put("soup")
    for worker in workers:
        worker.join()
"""


@pytest.mark.parametrize("plan", PLANS)
def test_what_a_barrier_or_queue_does_inside_is_no_meeting(tmp_path, plan):
    (tmp_path / "meet.py").write_text(MEET, "utf-8")
    result = run(tmp_path / "meet.py", env={"SWIMLANES_DELAYS": plan})
    assert result.output == "8\n8\n"


LATE_THREAD = """
import sys
from threading import Thread
from time import sleep

sys.tracebacklimit = 0

def fail():
    sleep(0.3)  # stands for work that outlives the check
    raise OSError("the other end is closed")

if __name__ == "__main__":
    thread = Thread(target=fail)
    thread.start()
    assert False, "fast does not get all"
"""


def test_an_error_after_the_failed_check_does_not_hide_it(tmp_path):
    judgement = judge(tmp_path, "", LATE_THREAD)
    assert judgement.verdict == "wrong"
    assert judgement.message == "fast does not get all"
    assert judgement.text.endswith("OSError: the other end is closed")
