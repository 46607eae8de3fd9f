"""Each model does what the real class does: results, exceptions, blocking.

The same random calls go to a real object and to its model.  A call that
may block has a timeout, so "it blocks" is a result like any other.  Then
two threads make calls at once: whatever really happens must be among the
outcomes that the explorer has found.  Last, Python's own tests of the
synchronisation classes run against the models.
"""

import queue
import random
import sys
import threading
import time
from concurrent import futures

import pytest

from swimlanes.explorer import outcomes

SOON = 0.01  # seconds; enough, since nobody else could end the wait


def always():
    return True


def never():
    return False


# What is made, and the calls: method, arguments, keyword arguments.
LOCK = [
    ("acquire", (), {"timeout": SOON}),
    ("acquire", (False,), {}),
    ("acquire", (), {"timeout": 0}),
    ("acquire", (False, 1), {}),
    ("acquire", (), {"timeout": -2}),
    ("release", (), {}),
    ("release", (), {}),
]
CONDITION = [
    ("acquire", (False,), {}),
    ("release", (), {}),
    ("wait", (SOON,), {}),
    ("wait", (0,), {}),
    ("wait_for", (never, SOON), {}),
    ("wait_for", (always,), {}),
    ("notify", (), {}),
    ("notify", (2,), {}),
    ("notify_all", (), {}),
]
SEMAPHORE = [
    ("acquire", (), {"timeout": SOON}),
    ("acquire", (False,), {}),
    ("acquire", (False,), {"timeout": 1}),
    ("release", (), {}),
    ("release", (2,), {}),
    ("release", (0,), {}),
]
BARRIER = [
    ("wait", (SOON,), {}),
    ("wait", (0,), {}),
    ("abort", (), {}),
    ("reset", (), {}),
    ("parties", None, {}),
    ("n_waiting", None, {}),
    ("broken", None, {}),
]
SIMPLE = [
    ("put", (3,), {}),
    ("put", (1,), {"timeout": SOON}),
    ("put_nowait", (2,), {}),
    ("get", (), {"timeout": SOON}),
    ("get", (False,), {}),
    ("get", (), {"timeout": -1}),
    ("get_nowait", (), {}),
    ("qsize", (), {}),
    ("empty", (), {}),
]
QUEUE = [
    ("put", (1,), {"timeout": SOON}),
    ("put", (4, False), {}),
    ("put", (1,), {"timeout": -1}),
    *SIMPLE[2:],
    ("full", (), {}),
    ("task_done", (), {}),
    ("maxsize", None, {}),
    ("unfinished_tasks", None, {}),
]
if sys.version_info >= (3, 13):
    QUEUE += [("shutdown", (), {}), ("shutdown", (True,), {})]
FUTURE = [
    ("set_result", (7,), {}),
    ("set_exception", (KeyError("k"),), {}),
    ("set_running_or_notify_cancel", (), {}),
    ("cancel", (), {}),
    ("done", (), {}),
    ("running", (), {}),
    ("cancelled", (), {}),
    ("result", (SOON,), {}),
    ("exception", (0,), {}),
    ("add_done_callback", (lambda future: None,), {}),
]
THREAD = [
    ("start", (), {}),
    ("join", (SOON,), {}),
    ("join", (), {}),
    ("name", None, {}),
    ("daemon", None, {}),
]
SUBJECTS = {
    "Lock": (lambda: threading.Lock(), [*LOCK, ("locked", (), {})]),
    "RLock": (lambda: threading.RLock(), LOCK),
    "Condition": (lambda: threading.Condition(), CONDITION),
    "Condition of a Lock": (
        lambda: threading.Condition(threading.Lock()),
        CONDITION,
    ),
    "Event": (
        lambda: threading.Event(),
        [
            ("set", (), {}),
            ("clear", (), {}),
            ("is_set", (), {}),
            ("wait", (SOON,), {}),
            ("wait", (0,), {}),
        ],
    ),
    "Semaphore": (lambda: threading.Semaphore(1), SEMAPHORE),
    "Semaphore of none": (lambda: threading.Semaphore(0), SEMAPHORE),
    "BoundedSemaphore": (lambda: threading.BoundedSemaphore(2), SEMAPHORE),
    "Barrier of one": (lambda: threading.Barrier(1), BARRIER),
    "Barrier of two": (lambda: threading.Barrier(2), BARRIER),
    "Queue": (lambda: queue.Queue(), QUEUE),
    "Queue of one": (lambda: queue.Queue(1), QUEUE),
    "LifoQueue": (lambda: queue.LifoQueue(2), QUEUE),
    "PriorityQueue": (lambda: queue.PriorityQueue(2), QUEUE),
    "SimpleQueue": (lambda: queue.SimpleQueue(), SIMPLE),
    "Future": (lambda: futures.Future(), FUTURE),
    "Thread": (lambda: threading.Thread(target=int, name="worker"), THREAD),
}


def call(thing, method, arguments, named):
    """Make a call; an exception is a result, too."""
    try:
        result = getattr(thing, method)
        if arguments is not None:
            result = result(*arguments, **named)
    except (Exception, futures.CancelledError) as error:
        return type(error).__name__
    return repr(result)


def conversations(make, calls, number=25):
    """Talk to `number` fresh objects; return all that was answered."""
    answers = []
    for seed in range(number):
        dice = random.Random(seed)
        thing = make()
        for method, arguments, named in dice.choices(calls, k=8):
            answer = call(thing, method, arguments, named)
            answers.append((seed, method, arguments, named, answer))
    return answers


def default_run(scenario):
    """Run a scenario under the default schedule; return its result."""
    search = outcomes(scenario, schedules=2, preemptions=0, timers="exact")
    end = next(search)
    search.close()
    assert end.failure is None, end.failure
    return end.result


@pytest.mark.parametrize("name", SUBJECTS)
def test_model_answers_as_the_real_class(name):
    make, calls = SUBJECTS[name]
    real = conversations(make, calls)
    modelled = default_run(lambda: conversations(make, calls))
    differences = [
        (mine, theirs[-1])
        for mine, theirs in zip(modelled, real, strict=True)
        if mine != theirs
    ]
    assert not differences, differences[:3]


@pytest.mark.parametrize("name", SUBJECTS)
@pytest.mark.parametrize("seed", range(2))
def test_what_really_happens_is_among_the_outcomes(name, seed):
    make, calls = SUBJECTS[name]
    dice = random.Random(f"{name} {seed}")
    scripts = [dice.choices(calls, k=2) for _ in range(2)]

    def scenario():
        thing, answers = make(), [[], []]

        def talk(number):
            for method, arguments, named in scripts[number]:
                answer = call(thing, method, arguments, named)
                answers[number].append(answer)

        threads = [
            threading.Thread(target=talk, args=(number,))
            for number in range(2)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if threads[0].ident == threads[1].ident:
            return None  # one had ended, and its number was given again
        return repr(answers)

    explored = {end.result for end in outcomes(scenario, seconds=30)}
    for _ in range(10):
        answers = scenario()
        assert answers is None or answers in explored, (scripts, explored)


def test_pool_answers_as_the_real_class():
    def use():
        told = []
        with futures.ThreadPoolExecutor(2) as pool:
            told.append(list(pool.map(int, "345")))
            told.append(call(pool.submit(int, "x"), "result", (), {}))
            told.append(type(pool.submit(int, "x").exception()).__name__)
            slow = pool.submit(time.sleep, SOON)
            told.append(call(slow, "result", (), {}))
            told.append(call(pool, "map", (int, 5), {}))
            told.append(repr(pool.submit(sys.exit, 3).exception()))
            told.append(pool.submit(int).result())
        told.append(call(pool, "submit", (int,), {}))
        told.append(call(futures, "ThreadPoolExecutor", (0,), {}))
        return told

    assert default_run(use) == use()


def test_wait_and_as_completed_answer_as_the_real_ones():
    def use():
        ready, never_done = futures.Future(), futures.Future()
        ready.set_result(1)
        both = [ready, never_done]
        told = [
            len(futures.wait(both, timeout=SOON).done),
            len(futures.wait(both, return_when="FIRST_COMPLETED").done),
            [future.result() for future in futures.as_completed([ready])],
        ]
        try:
            for future in futures.as_completed(both, timeout=SOON):
                told.append(future.result())
        except futures.TimeoutError as error:
            told.append(str(error))
        return told

    assert default_run(use) == use()


def test_a_cancelled_future_is_done_when_somebody_has_seen_it():
    def use():
        future, told = futures.Future(), []
        future.cancel()
        for _ in range(2):
            told.append(len(futures.wait([future], timeout=SOON).done))
            try:
                ended = futures.as_completed([future], timeout=SOON)
                told.append(len(list(ended)))
            except futures.TimeoutError:
                told.append("timeout")
            told.append(call(future, "set_running_or_notify_cancel", (), {}))
            told.append((future.cancel(), future.done(), future.cancelled()))
        return told

    assert default_run(use) == use()


def test_timer_and_local_answer_as_the_real_ones():
    def use():
        told, mine = [], threading.local()
        mine.name = "main"
        timer = threading.Timer(
            SOON, lambda: told.append(hasattr(mine, "name"))
        )
        timer.start()
        timer.join()
        cancelled = threading.Timer(60, told.append)
        cancelled.start()
        cancelled.cancel()
        cancelled.join()
        return told, mine.name, timer.is_alive(), cancelled.is_alive()

    assert default_run(use) == use()


# -- Python's own tests ------------------------------------------------------

OUT_OF_SCOPE = {
    "test_acquire_destroy",  # when objects are collected is not modelled
    "test_at_fork_reinit",
    "test_locked_repr",  # a model has a repr of its own
    "test_locked_with_2threads",
    "test_reacquire",  # starts threads below `threading`
    "test_recursion_count",  # private methods
    "test_release_save_unacquired",
    "test__is_owned",
    "test_repr",
    "test_thread_leak",
    "test_weakref_deleted",
    "test_weakref_exists",
}
LOCK_TESTS = {
    "LockTests": ("locktype", "Lock"),
    "RLockTests": ("locktype", "RLock"),
    "EventTests": ("eventtype", "Event"),
    "ConditionTests": ("condtype", "Condition"),
    "SemaphoreTests": ("semtype", "Semaphore"),
    "BoundedSemaphoreTests": ("semtype", "BoundedSemaphore"),
    "BarrierTests": ("barriertype", "Barrier"),
}


def lock_tests():
    """Python's own tests, or None: some distributions leave them out."""
    try:
        from test import lock_tests
    except ImportError:
        return None
    return lock_tests


def test_names():
    module = lock_tests()
    if module is None:
        return []
    return [
        (group, method)
        for group in LOCK_TESTS
        for method in dir(getattr(module, group))
        if method.startswith("test") and method not in OUT_OF_SCOPE
    ]


class Bunch:
    """Stands in for the helper that starts threads below `threading`."""

    def __init__(self, function, number, wait_before_exit=False):
        self.started, self.finished, self.exceptions = [], [], []
        self.may_end = threading.Event()
        if not wait_before_exit:
            self.may_end.set()
        self.threads = [
            threading.Thread(target=self.work, args=(function,))
            for _ in range(number)
        ]

    def work(self, function):
        self.started.append(threading.get_ident())
        try:
            function()
        except BaseException as error:
            self.exceptions.append(error)
            raise
        finally:
            self.finished.append(threading.get_ident())
            self.may_end.wait()

    def do_finish(self):
        self.may_end.set()

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *details):
        for thread in self.threads:
            thread.join()

    def wait_for_started(self):
        while len(self.started) < len(self.threads):
            time.sleep(SOON)

    def wait_for_finished(self):
        while len(self.finished) < len(self.threads):
            time.sleep(SOON)


test_names.__test__ = False


@pytest.mark.skipif(lock_tests() is None, reason="Python without its tests")
@pytest.mark.parametrize(("group", "method"), test_names())
def test_python_s_own(group, method, monkeypatch):
    module = lock_tests()
    attribute, model = LOCK_TESTS[group]
    helper = module.threading_helper
    monkeypatch.setattr(module, "Bunch", Bunch)
    monkeypatch.setattr(helper, "threading_setup", lambda: ())
    monkeypatch.setattr(helper, "threading_cleanup", lambda *before: None)

    def scenario():
        make = staticmethod(getattr(threading, model))
        case_class = type(group, (getattr(module, group),), {attribute: make})
        case_class(method).debug()
        return "passed"

    assert default_run(scenario) == "passed"
