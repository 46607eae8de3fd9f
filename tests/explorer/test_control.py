"""What the explorer cannot follow must end soon, and leave no trace."""

import _thread
import asyncio
import concurrent.futures
import functools
import logging
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
import types
from concurrent.futures import ThreadPoolExecutor
from queue import Queue
from threading import Event, Lock, Thread

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


def child_of_the_main_thread():
    child = os.fork()
    if child:
        os.waitpid(child, 0)


def shell():
    alone(lambda: os.system("echo"))


def end_of_the_process():
    alone(os._exit, 3)


def end_of_the_process_later():
    with ThreadPoolExecutor(1) as pool:
        pool.submit(functools.partial(os._exit, 3))


def keyboard():
    alone(input, "name? ")


def interrupt():
    alone(lambda: _thread.interrupt_main())


def bare_thread():
    counted = []
    _thread.start_new_thread(counted.append, (1,))


def alone(function, *args):
    thread = Thread(target=function, args=args)
    thread.start()
    thread.join()


LEAVING = [
    *(real_socket, real_process, shell, keyboard, interrupt, bare_thread),
    *(end_of_the_process, end_of_the_process_later),
]
if hasattr(os, "fork"):
    LEAVING.append(child_of_the_main_thread)


@pytest.mark.parametrize("scenario", LEAVING, ids=lambda f: f.__name__)
def test_a_call_that_leaves_is_told_with_its_line(scenario):
    verdict = explore(scenario)
    assert verdict.kind == "lost control"
    assert not verdict.passed
    assert "acts outside" in verdict.failure.message
    assert "left the explorer's control" in str(verdict)


def test_the_line_that_leaves_is_told():
    verdict = explore(shell)
    assert verdict.failure.file == __file__
    assert verdict.failure.line == shell.__code__.co_firstlineno + 1
    assert "os.system acts outside" in str(verdict)


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


class Refused(OSError):
    pass


class Logged(property):
    pass


class Account:
    def __init__(self):
        self._amount = 0

    @Logged
    def amount(self):
        return self._amount


REFUSED = Refused(1, "no")


def test_objects_made_in_c_are_left_as_they_are():
    def told():
        alone(lambda: str(REFUSED))

    def paid():
        account = Account()

        def pay():
            account._amount = account.amount + 1

        threads = [Thread(target=pay) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert account.amount == 2

    assert explore(told).kind == "every"
    assert explore(paid).failure.kind == "assertion"


def instance(made, known=[]):  # noqa: B006 - it is this that is put back
    if instance.it is None:
        instance.it = object()
        known.append(instance.it)
    made.append(instance.it)
    assert len(known) < 3


instance.it = None


def test_attributes_and_defaults_of_functions_are_put_back():
    def scenario():
        made = []
        threads = [Thread(target=instance, args=(made,)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert made[0] is made[1]

    assert explore(scenario).failure.kind == "assertion"
    assert instance.it is None
    assert instance.__defaults__ == ([],)


OWN = threading.local()


class Numbered(threading.local):
    def __init__(self):
        self.number = 0


NUMBERED = Numbered()


def test_a_thread_begins_without_the_data_of_another():
    def scenario():
        seen = []

        def work():
            seen.append(hasattr(OWN, "name"))
            OWN.name = "somebody"
            NUMBERED.number += 1
            seen.append(NUMBERED.number)

        for _ in range(2):
            alone(work)
        assert seen == [False, 1, False, 1]

    for _ in range(2):
        assert explore(scenario).kind == "every"


POOL = ThreadPoolExecutor(2)


def test_a_pool_made_before_the_search_is_a_new_one_in_every_run():
    def scenario():
        total = [0]

        def add(_):
            value = total[0]
            total[0] = value + 1

        list(POOL.map(add, range(2)))
        POOL.submit(add, 0).result()
        assert total == [3]

    assert explore(scenario).failure.kind == "assertion"
    assert POOL.submit(abs, -1).result(5) == 1


def with_five(function):
    @functools.wraps(function)
    def wrapper():
        return function(5)

    return wrapper


def test_a_decorator_may_supply_the_argument():
    @with_five
    def scenario(number):
        assert number == 6

    assert explore(scenario).failure.kind == "assertion"


def test_recursion_goes_as_deep_as_without_the_explorer():
    def depth(n):
        return 1 + depth(n - 1) if n else 0

    def deep():
        alone(lambda: depth(700))

    def endless():
        alone(lambda: depth(-1))

    before = sys.getrecursionlimit()
    assert explore(deep).kind == "every"
    assert "RecursionError" in explore(endless).failure.message
    assert sys.getrecursionlimit() == before


def test_a_run_without_end_is_told_with_a_line():
    def scenario():
        seen = []

        def work():
            while True:
                seen.append(1)

        alone(work)

    verdict = explore(scenario)
    assert verdict.kind == "livelock"
    assert "seen.append(1)" in str(verdict).splitlines()[-1]


KEPT = types.SimpleNamespace()


def leaves_everything_behind():
    KEPT.lock, KEPT.again = threading.Lock(), threading.RLock()
    KEPT.change = threading.Condition(KEPT.lock)
    KEPT.items, KEPT.simple = queue.Queue(2), queue.SimpleQueue()
    KEPT.ready, KEPT.permits = threading.Event(), threading.Semaphore(2)
    KEPT.gate = threading.Barrier(1)
    KEPT.pool = ThreadPoolExecutor(1)
    KEPT.answer = concurrent.futures.Future()
    KEPT.items.put("kept")
    KEPT.simple.put("kept")
    KEPT.ready.set()
    KEPT.permits.acquire()
    KEPT.lock.acquire()
    KEPT.answer.set_result(1)


def test_what_a_scenario_leaves_behind_goes_on_working():
    assert explore(leaves_everything_behind).kind == "every"
    with KEPT.change:
        assert KEPT.lock.locked()
        assert not KEPT.lock.acquire(timeout=0.01)
        assert not KEPT.change.wait(0.01)
        KEPT.change.notify_all()
    with KEPT.again, KEPT.again:
        pass
    assert KEPT.items.get_nowait() == KEPT.simple.get() == "kept"
    KEPT.items.task_done()
    KEPT.items.join()
    assert KEPT.ready.is_set() and KEPT.ready.wait()
    assert KEPT.permits.acquire(blocking=False)
    assert not KEPT.permits.acquire(blocking=False)
    assert KEPT.gate.wait() == KEPT.gate.n_waiting == 0
    assert KEPT.answer.done() and KEPT.answer.result() == 1
    assert KEPT.pool.submit(abs, -2).result() == 2


@pytest.mark.skipif(
    not hasattr(queue, "ShutDown"), reason="Queue.shutdown needs Python 3.13"
)
def test_a_queue_that_was_shut_down_stays_so():
    def scenario():
        KEPT.items = queue.Queue()
        KEPT.items.put("kept")
        KEPT.items.shutdown()

    assert explore(scenario).kind == "every"
    assert KEPT.items.get() == "kept"
    with pytest.raises(queue.ShutDown):
        KEPT.items.put("more")


def test_a_thread_that_a_scenario_left_behind_can_be_started():
    ran = []

    def scenario():
        KEPT.thread = Thread(target=ran.append, args=(1,))

    assert explore(scenario).kind == "every"
    KEPT.thread.start()
    KEPT.thread.join()
    assert ran == [1]


class Rows(logging.Handler):
    def __init__(self):
        super().__init__()
        self.rows = []

    def emit(self, record):
        self.rows.append(record.getMessage())
        self.last = len(self.rows)


LOG = logging.getLogger("swimlanes.test_control")
LOG.propagate = False
ROWS = Rows()
LOG.addHandler(ROWS)


def test_threads_may_write_to_a_log():
    def scenario():
        threads = [Thread(target=LOG.error, args=(n,)) for n in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(ROWS.rows) == ["0", "1"]

    lock = ROWS.lock
    verdict = explore(scenario)
    assert verdict.passed, str(verdict)
    assert ROWS.lock is lock
    assert ROWS.rows == []


def test_a_handler_that_a_run_adds_goes_with_it():
    def scenario():
        LOG.setLevel(logging.INFO)
        added = Rows()
        LOG.addHandler(added)
        alone(lambda: LOG.info("told"))
        assert added.rows == ["told"]

    before = list(LOG.handlers)
    verdict = explore(scenario)
    assert verdict.passed, str(verdict)
    assert LOG.handlers == before
    assert LOG.level == logging.NOTSET


def settings_of_the_process():
    return (
        threading.excepthook,
        threading.getprofile(),
        sys.excepthook,
        sys.unraisablehook,
        sys.getrecursionlimit(),
        sys.getswitchinterval(),
        os.environ.get("SWIMLANES_SET"),
    )


def test_settings_of_the_process_are_put_back_before_each_run():
    def scenario():
        assert settings_of_the_process()[-2:] == before[-2:]
        threading.excepthook = sys.excepthook = sys.unraisablehook = print
        threading.setprofile(ignore)
        sys.setrecursionlimit(4321)
        sys.setswitchinterval(1e-4)
        os.environ["SWIMLANES_SET"] = "yes"
        alone(int)

    def ignore(*event):
        pass

    before = settings_of_the_process()
    verdict = explore(scenario)
    assert settings_of_the_process() == before
    assert verdict.passed, str(verdict)


def test_what_is_made_belongs_to_the_class_that_was_imported():
    def scenario():
        assert isinstance(Event(), Event)
        assert isinstance(Queue(), Queue)
        assert not isinstance(Queue(), Event)

    assert explore(scenario).kind == "every"


def test_a_thread_has_not_ended_with_its_last_action():
    def scenario():
        bell = Event()
        cook = Thread(target=bell.set)
        cook.start()
        bell.wait()
        assert not cook.is_alive()

    def joined():
        cook = Thread(target=Event().set)
        cook.start()
        cook.join()
        assert not cook.is_alive() and threading.active_count() == 1

    verdict = explore(scenario)
    assert verdict.failure.kind == "assertion"
    assert replay(scenario, verdict.schedule).failure.kind == "assertion"
    assert explore(joined).kind == "every"


def test_waiting_by_asking_again_whether_a_thread_has_ended():
    def scenario():
        ready = []
        cook = Thread(target=ready.append, args=["soup"])
        cook.start()
        while cook.is_alive():
            pass
        assert ready

    assert explore(scenario).kind == "every"
