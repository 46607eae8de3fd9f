"""What the explorer cannot follow must end soon, and leave no trace."""

import _thread
import asyncio
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from threading import Lock, Thread

import pytest

from swimlanes.explorer import explore, replay
from swimlanes.explorer.instrument import install

PATCHED = [
    (threading, "Lock"),
    (threading, "Condition"),
    (threading, "current_thread"),
    (threading.Thread, "start"),
    (threading.Thread, "join"),
    (queue, "Queue"),
    (queue, "SimpleQueue"),
    (time, "sleep"),
    (time, "monotonic"),
    (sys, "stdout"),
]


@pytest.fixture(autouse=True)
def everything_is_restored():
    before = [getattr(owner, name) for owner, name in PATCHED]
    yield
    assert [getattr(owner, name) for owner, name in PATCHED] == before
    started = []
    thread = Thread(target=lambda: started.append(1))
    thread.start()
    thread.join()
    assert started


def endless_loop():
    def spin():
        while True:
            pass

    thread = Thread(target=spin)
    thread.start()
    thread.join()


def real_socket():
    left, right = socket.socketpair()
    thread = Thread(target=lambda: left.recv(1))
    thread.start()
    thread.join()


def real_process():
    thread = Thread(
        target=lambda: subprocess.run([sys.executable, "-c", ""], check=True)
    )
    thread.start()
    thread.join()


@pytest.mark.parametrize(
    "scenario", [real_socket, real_process], ids=lambda f: f.__name__
)
def test_a_call_that_leaves_is_told_with_its_line(scenario):
    verdict = explore(scenario)
    assert verdict.kind == "lost control"
    assert not verdict.passed
    assert verdict.failure.file == __file__
    assert verdict.failure.line
    assert "left the explorer's control" in str(verdict)


def test_an_endless_loop_is_stopped():
    verdict = explore(endless_loop, watchdog=0.3)
    assert verdict.kind in ("lost control", "livelock")
    assert "while True" in str(verdict) or "pass" in str(verdict)


def blocks_in_c():
    read = READ[0]
    thread = Thread(target=lambda: read(1))
    thread.start()
    thread.join()


READ = []


def test_a_call_that_blocks_in_c_is_left_behind(monkeypatch):
    left, right = socket.socketpair()
    with left, right:
        file = left.makefile("rb", buffering=0)
        monkeypatch.setitem(globals(), "READ", [file.read])
        start = time.monotonic()
        verdict = explore(blocks_in_c, watchdog=0.3)
        assert time.monotonic() - start < 8
        assert verdict.kind == "lost control"
        assert verdict.failure.line == blocks_in_c.__code__.co_firstlineno + 2
        right.send(b"x")
        file.close()
    verdict = explore(counts)
    assert verdict.kind == "every", str(verdict)


def counts():
    total, lock = [0], Lock()

    def add():
        with lock:
            total[0] += 1

    threads = [Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert total == [2]


def test_a_deadlock_leaves_no_thread_behind():
    def deadlock():
        first, second = Lock(), Lock()

        def one():
            with first, second:
                pass

        def two():
            with second, first:
                pass

        threads = [Thread(target=one), Thread(target=two)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    before = threading.active_count()
    verdict = explore(deadlock)
    assert verdict.failure.kind == "deadlock"
    assert threading.active_count() == before
    text = str(verdict)
    assert "held by" in text and "→" in text


def test_swallowing_everything_does_not_hang():
    def stubborn():
        items = queue.Queue()

        def worker():
            while True:
                try:
                    items.get()
                    return
                except:  # noqa: E722
                    pass

        thread = Thread(target=worker)
        thread.start()
        thread.join()

    assert explore(stubborn).failure.kind == "deadlock"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_ctrl_c_ends_the_search_at_once():
    def big():
        total, lock = [0], Lock()

        def add():
            for _ in range(20):
                with lock:
                    total[0] += 1

        threads = [Thread(target=add) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    # a shell that starts jobs in the background makes them ignore Ctrl-C
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    over = threading.Event()

    def press():
        """Again after a while: Python drops what is raised in a finalizer."""
        pause = 0.5
        while not over.wait(pause):
            _thread.interrupt_main()
            pause = 10

    finger = Thread(target=press)
    finger.start()
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        explore(big, seconds=60)
    over.set()
    finger.join()
    signal.signal(signal.SIGINT, before)
    assert time.monotonic() - start < 30
    verdict = explore(counts)
    assert verdict.kind == "every", str(verdict)


def test_a_scenario_is_a_function_without_parameters():
    with pytest.raises(TypeError, match="without calling it"):
        explore(counts())
    with pytest.raises(TypeError, match="has a parameter, amount"):
        explore(lambda amount: None)


def test_source_is_needed():
    space = {}
    exec("def scenario():\n    pass\n", space)
    with pytest.raises(ValueError, match="source of scenario is not avail"):
        explore(space["scenario"])


def add_one(box):
    seen = box["n"]
    box["n"] = seen + 1


def update_is_lost_by_a_helper():
    box = {"n": 0}
    threads = [Thread(target=add_one, args=(box,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert box["n"] == 2


def test_a_function_that_the_collector_does_not_know_is_watched(monkeypatch):
    # CPython 3.13t: once a thread has started, it knows no function
    monkeypatch.setattr(install.gc, "get_objects", list)
    assert explore(update_is_lost_by_a_helper).failure.kind == "assertion"


def test_a_function_that_closes_over_itself_is_reached_once():
    def count_down(n):
        return count_down(n - 1) if n else 0

    def scenario():
        assert count_down(2) == 0

    assert explore(scenario).kind == "every"


@pytest.mark.parametrize(
    "options",
    [{"memory": "weak"}, {"timers": "late"}, {"backend": "fibres"}],
    ids=str,
)
def test_an_unknown_option_is_refused(options):
    with pytest.raises(ValueError, match="it is one of"):
        explore(counts, **options)


def test_no_exploration_inside_a_scenario():
    def nested():
        explore(counts)

    verdict = explore(nested)
    assert verdict.failure.kind == "exception"
    assert "cannot be used inside a scenario" in verdict.failure.message


@pytest.mark.parametrize(
    ("schedule", "message"),
    [
        ("s1:999.7", "does not fit"),
        ("six", "is not a schedule id"),
        ("a1:1.1", "is not a schedule id"),
        (None, "is not a schedule id"),
    ],
)
def test_a_wrong_id_is_refused(schedule, message):
    with pytest.raises(ValueError, match=message):
        replay(counts, schedule)


def test_an_explorer_works_where_a_loop_runs():
    async def notebook():
        return explore(counts).kind

    assert asyncio.run(notebook()) == "every"


def test_an_endless_coroutine_is_stopped():
    async def endless():
        while True:
            pass

    verdict = explore(endless, watchdog=0.3)
    assert verdict.kind == "lost control"


def test_state_outside_is_put_back():
    STATE["count"] = 1
    assert explore(changes_state).kind == "every"
    assert STATE == {"count": 1}


STATE = {"count": 1}


def changes_state():
    assert STATE["count"] == 1
    STATE["count"] += 1
    STATE["new"] = []


class Registry(type):
    made = 0


class Base:
    total = 0


class Derived(Base, metaclass=Registry):
    pass


def changes_classes():
    Base.total += 1
    Registry.made += 1
    assert Derived.total == Derived.made == 1


def test_state_of_bases_and_metaclasses_is_put_back():
    assert explore(changes_classes).kind == "every"
    assert Base.total == Registry.made == 0


class OwnQueue(queue.Queue):
    pass


class OwnSemaphore(threading.Semaphore):
    pass


def waits_for_nothing():
    with pytest.raises(queue.Empty):
        OwnQueue().get(timeout=1)
    assert not OwnSemaphore(0).acquire(timeout=1)


def test_a_class_derived_before_the_search_has_virtual_time():
    assert explore(waits_for_nothing).kind == "every"


def test_what_cannot_be_repeated_is_told():
    def drifts():
        if next(DRIFT) > 0:
            thread = Thread(target=lambda: None)
            thread.start()
            thread.join()

    assert explore(drifts).kind == "not repeatable"


DRIFT = iter(range(1000))
