"""Awkward code: judged rightly, or refused with a word that helps.

Whatever happens, the search ends, and `threading`, `time` and `queue` are
what they were before.
"""

import contextlib
import gc
import logging
import os
import queue
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Lock, Thread

import pytest

from swimlanes.explorer import explore, replay, session
from swimlanes.explorer.interrupts import Interrupts

from .classics.case import together

WATCH = {"seconds": 8, "watchdog": 0.5}


def present():
    return {
        "Lock": threading.Lock,
        "Thread.start": Thread.start,
        "Queue": queue.Queue,
        "sleep": time.sleep,
        "monotonic": time.monotonic,
        "Executor": ThreadPoolExecutor,
    }


REAL = present()


@pytest.fixture(autouse=True)
def everything_is_put_back():
    yield
    assert present() == REAL
    with threading.Lock():
        pass
    thread = Thread(target=int)
    thread.start()
    thread.join()
    assert not thread.is_alive()


# -- out of the explorer's control --


def real_socket():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        together(lambda: ours.recv(1), lambda: time.sleep(1))


def endless_loop():
    def work():
        while True:
            pass

    together(work)


def endless_arithmetic():
    def work():
        number = 0
        while True:
            number += 1

    together(work)


def real_child():
    child = "import time; time.sleep(6)"
    together(lambda: subprocess.run([sys.executable, "-c", child]))


@pytest.mark.parametrize(
    "scenario", [real_socket, endless_loop, endless_arithmetic, real_child]
)
def test_out_of_control(scenario):
    verdict = explore(scenario, **WATCH)
    assert verdict.kind in ("lost control", "livelock"), verdict
    assert not verdict.passed
    assert verdict.failure.file == __file__
    assert f"line {verdict.failure.line}" in str(verdict)


def test_polling_the_clock_ends():
    def scenario():
        start = time.monotonic()

        def work():
            while time.monotonic() - start < 1:
                pass

        together(work)

    assert explore(scenario, **WATCH).kind == "every"


# -- ends of threads and of the program --


def test_sys_exit_ends_the_thread_only():
    def scenario():
        together(sys.exit)

    assert explore(scenario).kind == "every"


def test_sys_exit_in_the_main_thread_ends_the_program():
    def scenario():
        sys.exit("closed today")

    verdict = explore(scenario)
    assert not verdict.passed
    assert verdict.failure.message == "SystemExit: closed today"


def test_recursion_error_is_an_exception():
    def scenario():
        def dig():
            return dig()

        together(dig)

    verdict = explore(scenario, **WATCH)
    assert verdict.failure.kind == "exception"
    assert "RecursionError" in verdict.failure.message


def test_failure_without_threads():
    def scenario():
        assert sum([1, 2]) == 4

    verdict = explore(scenario)
    assert verdict.failure.kind == "assertion"
    assert verdict.schedules == 1


def test_success_without_threads():
    def scenario():
        assert sum([1, 2]) == 3

    assert explore(scenario).kind == "every"


def test_threads_that_are_not_joined_still_run():
    def scenario():
        done = []
        Thread(target=lambda: done.append(1 / 0)).start()

    assert explore(scenario).failure.kind == "exception"


def test_bare_except_around_a_deadlock():
    def scenario():
        def work():
            while True:
                try:  # noqa: SIM105
                    queue.Queue().get()
                except:  # noqa: E722
                    pass

        together(work)

    assert explore(scenario, **WATCH).failure.kind == "deadlock"


# -- what goes in --


def test_scenario_with_parameters():
    with pytest.raises(TypeError, match="parameter"):
        explore(lambda number: number)


@pytest.mark.parametrize("thing", [None, 3, "text"])
def test_not_a_function(thing):
    with pytest.raises(TypeError, match="function"):
        explore(thing)


def test_lambda_as_a_scenario():
    assert explore(lambda: together(int, int)).kind == "every"


def test_partial_as_a_scenario_works_or_is_refused():
    try:
        verdict = explore(partial(together, int))
    except TypeError as error:
        assert "function" in str(error)
    else:
        assert verdict.kind == "every"


def test_method_as_a_scenario():
    class Counter:
        def __init__(self):
            self.value = 0

        def add(self):
            self.value += 1

        def scenario(self):
            self.value = 0
            together(self.add, self.add)
            assert self.value == 2

    assert explore(Counter().scenario).failure.kind == "assertion"


def test_source_that_is_missing():
    names = {"Thread": Thread}
    exec(
        "def scenario():\n"
        "    total = [0]\n"
        "    def add(): total[0] += 1\n"
        "    threads = [Thread(target=add) for _ in range(2)]\n"
        "    for thread in threads: thread.start()\n"
        "    for thread in threads: thread.join()\n"
        "    assert total == [2]\n",
        names,
    )
    with contextlib.suppress(ValueError, OSError, TypeError):
        assert explore(names["scenario"]).kind != "every"


def test_unknown_options():
    def scenario():
        pass

    for options in ({"memory": "c"}, {"timers": "no"}, {"watchdog": 0}):
        with pytest.raises(ValueError, match=next(iter(options))):
            explore(scenario, **options)


@pytest.mark.parametrize("schedule", ["", "s1", "s1:x", "s2:1.1", "s1:99.9"])
def test_wrong_schedule_id(schedule):
    def scenario():
        together(int, int)

    with pytest.raises(ValueError, match="schedule"):
        replay(scenario, schedule)


# -- state outside of the scenario --

outside_lock = Lock()
outside_total = 0


class Outside:
    total = 0

    def __init__(self):
        self.lock = Lock()
        self.number = 0


outside = Outside()
outside_list = []


def uses_a_lock_of_the_module():
    counter = [0]

    def add():
        with outside_lock:
            counter[0] += 1

    together(add, add)
    assert counter == [2]


def uses_a_lock_in_an_object_outside():
    counter = [0]

    def add():
        with outside.lock:
            counter[0] += 1

    together(add, add)
    assert counter == [2]


def counts_in_a_global():
    global outside_total
    outside_total += 1

    def add():
        with outside_lock:
            pass

    together(add, add)
    assert outside_total == 1


def counts_in_a_class():
    Outside.total += 1
    together(int)
    assert Outside.total == 1


@pytest.mark.parametrize(
    "scenario",
    [
        uses_a_lock_of_the_module,
        uses_a_lock_in_an_object_outside,
        counts_in_a_global,
    ],
)
def test_state_outside_is_handled(scenario):
    before = outside_total
    assert explore(scenario).kind == "every"
    assert not outside_lock.locked()
    assert not outside.lock.locked()
    assert outside_total == before


@pytest.mark.parametrize("scenario", [counts_in_a_class])
def test_state_outside_is_restored_or_told(scenario):
    kind = explore(scenario).kind
    assert kind in ("every", "not repeatable")


def test_real_randomness_is_told():
    def scenario():
        dice = random.SystemRandom()

        def work():
            for _ in range(dice.randrange(1, 50)):
                outside_list.append(1)
            with Lock():
                pass
            time.sleep(dice.random())

        together(work, work)

    try:
        verdict = explore(scenario, **WATCH)
        assert verdict.kind != "every", verdict
    finally:
        outside_list.clear()


def test_names_behind_the_back_are_told():
    def scenario():
        total = [0]

        def add():
            globals()["outside_total"] = globals()["outside_total"] + 1
            total.append(1)

        together(add, add)

    assert explore(scenario).kind in ("bounded", "failure", "not repeatable")


# -- everything else --


def test_output_is_captured(capsys):
    def scenario():
        def shout():
            for number in range(200):
                print("so much", number)

        together(shout)

    assert explore(scenario).kind == "every"
    assert "so much" not in capsys.readouterr().out


def test_logging_is_no_obstacle():
    def scenario():
        log = logging.getLogger("awkward")
        counter, lock = [0], Lock()

        def work():
            with lock:
                counter[0] += 1
            log.debug("counted")

        together(work, work)
        assert counter == [2]

    assert explore(scenario).kind in ("every", "bounded")


def test_too_many_schedules_is_bounded_and_says_so():
    def scenario():
        counter, lock = [0], Lock()

        def work():
            for _ in range(50):
                with lock:
                    counter[0] += 1

        together(work, work)
        assert counter == [100]

    verdict = explore(scenario, schedules=50)
    assert verdict.kind == "bounded"
    assert verdict.passed
    assert verdict.schedules + verdict.cut <= 50


def test_nested_search_is_refused():
    def inner():
        together(int)

    def scenario():
        explore(inner)

    verdict = explore(scenario, **WATCH)
    assert verdict.failure.kind == "exception"
    assert "explore" in verdict.failure.message


def test_search_in_two_threads_at_once_is_refused_or_waits():
    started, errors = threading.Event(), []

    def scenario():
        together(int)

    def slow():
        def long():
            lock = Lock()

            def work():
                for _ in range(30):
                    with lock:
                        pass

            together(work, work, work)

        started.set()
        explore(long, seconds=2, schedules=300)

    other = Thread(target=slow)
    other.start()
    started.wait()
    for _ in range(3):
        try:
            assert explore(scenario).kind == "every"
        except RuntimeError as error:
            errors.append(str(error))
    other.join()
    assert all("running" in error for error in errors)
    assert explore(scenario).kind == "every"


def test_async_scenario():
    async def scenario():
        import asyncio

        total = [0]

        async def add():
            seen = total[0]
            await asyncio.sleep(0)
            total[0] = seen + 1

        await asyncio.gather(add(), add())
        assert total == [2]

    assert explore(scenario).failure.kind == "assertion"


# -- in a process of its own --

INTERRUPTED = """
import queue, threading
from threading import Lock, Thread
from swimlanes.explorer import explore

def scenario():
    lock = Lock()
    def work():
        for _ in range(40):
            with lock:
                pass
    threads = [Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

real = threading.Lock, queue.Queue, Thread.start
try:
    print("ready", flush=True)
    print(explore(scenario, seconds=60, schedules=10**9).kind)
except KeyboardInterrupt:
    print("interrupted")
print(real == (threading.Lock, queue.Queue, Thread.start))
print(repr(explore(lambda: None)).count("every"))
"""


def python(program, **options):
    environment = dict(os.environ)
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    return subprocess.Popen(
        [sys.executable, *program],
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        **options,
    )


@pytest.mark.skipif(os.name == "nt", reason="no SIGINT for one process")
def test_ctrl_c_ends_the_search(tmp_path):
    file = tmp_path / "interrupted.py"
    file.write_text(INTERRUPTED)
    with python([str(file)]) as program:
        assert program.stdout.readline() == "ready\n"
        time.sleep(0.5)  # any moment of the search will do
        program.send_signal(signal.SIGINT)
        output, _ = program.communicate(timeout=30)
    lines = output.split()
    assert lines[0] in ("interrupted", "bounded"), output
    assert lines[1:] == ["True", "1"], output


def test_ctrl_c_while_garbage_is_collected(monkeypatch):
    def collected(phase, info):  # errors in here are forgotten by Python
        if phase == "stop":
            gc.callbacks.remove(collected)
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(session, "COLLECT", 1)
    gc.disable()
    gc.callbacks.append(collected)
    try:
        with pytest.raises(KeyboardInterrupt):
            explore(lambda: None)
    finally:
        gc.enable()
    assert collected not in gc.callbacks


def test_ctrl_c_that_was_forgotten_comes_again():
    before = signal.getsignal(signal.SIGINT)
    with Interrupts() as interrupts:
        interrupts.check()
        with contextlib.suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            interrupts.check()
        interrupts.check()
    assert signal.getsignal(signal.SIGINT) is before


IN_A_KERNEL = """
import sys
from jupyter_client.manager import start_new_kernel

CELLS = [
    "from threading import Lock, Thread\\n"
    "from swimlanes.explorer import explore\\n"
    "gate, total = Lock(), 0",
    "def add():\\n    global total\\n    total += 1",
    "def scenario():\\n"
    "    threads = [Thread(target=add) for _ in range(2)]\\n"
    "    for thread in threads:\\n        thread.start()\\n"
    "    for thread in threads:\\n        thread.join()\\n"
    "    assert total == 2",
    "print(explore(scenario).kind)",
    "def add():\\n    global total\\n    with gate:\\n        total += 1",
    "print(explore(scenario).kind)",
    "def spin():\\n    while True:\\n        pass",
    "print(explore(spin, watchdog=0.5).kind)",
    "print(total, 'alive')",
]
manager, client = start_new_kernel()
for cell in CELLS:
    client.execute_interactive(
        cell,
        timeout=60,
        output_hook=lambda m: print(
            m["content"].get("text", m["content"].get("evalue", "")), end=""
        ),
    )
client.stop_channels()
manager.shutdown_kernel(now=True)
"""


def test_in_a_kernel(tmp_path):
    pytest.importorskip("jupyter_client")
    pytest.importorskip("ipykernel")
    file = tmp_path / "in_a_kernel.py"
    file.write_text(IN_A_KERNEL)
    with python([str(file)]) as program:
        output, _ = program.communicate(timeout=120)
    lines = output.splitlines()[-4:]  # warnings of the kernel come before
    assert lines[:2] == ["failure", "every"], output
    assert lines[2] in ("lost control", "livelock"), output
    assert lines[3] == "0 alive", output
