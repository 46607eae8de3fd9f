"""Schedules of asyncio tasks."""

import asyncio
import contextlib
import functools
import itertools
import random
import signal
import socket
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Thread, Timer

import pytest

from swimlanes.explorer import explore, outcomes, replay

from .proof.classics.counting import two_increments_mended


async def lost_update():
    total = [0]

    async def add():
        value = total[0]
        await asyncio.sleep(0)
        total[0] = value + 1

    await asyncio.gather(add(), add())
    assert total == [2]


async def order_of_answers():
    answers = []

    async def fetch(number):
        await asyncio.sleep(0.01)
        answers.append(number)

    await asyncio.gather(*[fetch(number) for number in range(3)])
    assert answers == [0, 1, 2]


async def crossed_locks():
    first, second = asyncio.Lock(), asyncio.Lock()

    async def take(one, other):
        async with one:
            await asyncio.sleep(0)
            async with other:
                pass

    await asyncio.gather(take(first, second), take(second, first))


async def unseen_exception():
    async def fail():
        raise OSError("unseen")

    task = asyncio.create_task(fail())
    await asyncio.wait([task])


async def cut_off():
    async def save():
        await asyncio.sleep(1)

    task = asyncio.create_task(save())
    await asyncio.sleep(0)
    assert not task.done()


async def locked():
    total, lock = [0], asyncio.Lock()

    async def add():
        async with lock:
            value = total[0]
            await asyncio.sleep(0)
            total[0] = value + 1

    async with asyncio.TaskGroup() as group:
        for _ in range(2):
            group.create_task(add())
    assert total == [2]


async def in_time():
    async with asyncio.timeout(3600):
        await asyncio.sleep(1800)


async def real_thread():
    await asyncio.to_thread(time.sleep, 0)


@pytest.mark.parametrize(
    ("scenario", "kind", "delays"),
    [
        (lost_update, "assertion", 0),
        (order_of_answers, "assertion", 1),
        (crossed_locks, "deadlock", 0),
        (unseen_exception, "exception", 0),
        (cut_off, "lost work", 0),
    ],
)
def test_failures_replay(scenario, kind, delays):
    verdict = explore(scenario)
    assert verdict.failure.kind == kind
    assert verdict.preemptions == delays
    again = replay(scenario, verdict.schedule)
    assert again.failure.kind == kind
    assert [str(s) for s in again.trace.steps] == [
        str(s) for s in verdict.trace.steps
    ]
    assert verdict.schedule in str(verdict)


@pytest.mark.parametrize("scenario", [locked, in_time])
def test_right_scenarios_are_checked_completely(scenario):
    start = time.monotonic()
    verdict = explore(scenario)
    assert verdict.kind == "every"
    assert verdict.schedules >= 1
    assert time.monotonic() - start < 60


def test_a_task_has_the_name_that_it_was_given():
    async def save(lock):
        async with lock:
            await asyncio.get_running_loop().create_future()

    async def two_savers():
        lock = asyncio.Lock()
        soup = asyncio.create_task(save(lock), name="soup")
        rice = asyncio.create_task(save(lock), name="rice")
        await asyncio.gather(soup, rice, save(lock))

    verdict = explore(two_savers)
    waiting = [wait.thread for wait in verdict.failure.waits]
    assert waiting == ["two_savers", "soup", "rice", "save"]
    assert set(verdict.trace.threads) == set(waiting)


async def thread_started():
    total = [0]

    def add():
        value = total[0]
        total[0] = value + 1

    threads = [Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert total == [2]


async def thread_of_a_pool():
    with ThreadPoolExecutor(1) as pool:
        await asyncio.wrap_future(pool.submit(time.sleep, 0))


async def thread_of_a_timer():
    loop, rings = asyncio.get_running_loop(), asyncio.Event()
    Timer(0.01, loop.call_soon_threadsafe, (rings.set,)).start()
    await rings.wait()


async def thread_in_spite_of_everything():
    try:
        Thread(target=print).start()
    except:  # noqa: E722
        sys.exit()  # the line above is told all the same


async def thread_from_a_callback():
    asyncio.get_running_loop().call_soon(Thread(target=print).start)
    await asyncio.sleep(0)


async def read_is_watched():
    left, right = socket.socketpair()
    with left, right:
        asyncio.get_running_loop().add_reader(left, print)


async def signal_is_watched():
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, print)


async def socket_is_read():
    left, right = socket.socketpair()
    with left, right:
        await asyncio.get_running_loop().sock_recv_into(left, bytearray(1))


async def socket_of_the_file_system():
    await asyncio.open_unix_connection("/nowhere")


async def connection():
    await asyncio.open_connection("localhost", 1)


async def secret_connection():
    loop, transport = asyncio.get_running_loop(), asyncio.Transport()
    await loop.start_tls(transport, asyncio.Protocol(), None)


async def child():
    await asyncio.create_subprocess_exec(sys.executable, "-c", "")


@pytest.mark.parametrize(
    "scenario",
    [
        real_thread,
        thread_started,
        thread_of_a_pool,
        thread_of_a_timer,
        thread_in_spite_of_everything,
        thread_from_a_callback,
        read_is_watched,
        signal_is_watched,
        socket_is_read,
        socket_of_the_file_system,
        connection,
        secret_connection,
        child,
    ],
)
def test_what_no_schedule_can_order_leaves_control(scenario):
    before = threading.active_count()
    verdict = explore(scenario)
    assert verdict.kind == "lost control"
    assert "acts outside" in str(verdict)
    if scenario is not thread_from_a_callback:
        first = scenario.__code__.co_firstlineno
        assert first < verdict.failure.line
        assert verdict.failure.file == __file__
    assert threading.active_count() == before


def test_nothing_is_printed(capsys):
    explore(crossed_locks)
    explore(unseen_exception)
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_a_wrong_id_is_refused():
    with pytest.raises(ValueError, match="does not fit"):
        replay(locked, "a1:1.9")
    with pytest.raises(ValueError, match="is not a schedule id"):
        replay(locked, "s1:1.1")


def test_asyncio_is_not_imported_for_threads():
    import subprocess

    code = (
        "import sys, swimlanes.explorer as e\n"
        "print('asyncio' in sys.modules, 'concurrent.futures' in sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True
    )
    assert result.stdout.split() == ["False", "False"], result.stderr


async def sleeps():
    async def sleep():
        for _ in range(4):
            await asyncio.sleep(0)

    await asyncio.gather(sleep(), sleep(), sleep())


@pytest.mark.parametrize(
    "inner", [two_increments_mended, sleeps], ids=lambda f: f.__name__
)
def test_no_exploration_inside_an_async_scenario(inner):
    async def nested():
        explore(inner)

    verdict = explore(nested)
    assert verdict.failure.kind == "exception"
    assert "cannot be used inside a scenario" in verdict.failure.message


def test_tasks_are_explored_by_one_search_at_a_time():
    begun, over = threading.Event(), threading.Event()

    async def waits_for_real():
        begun.set()
        over.wait()

    first = Thread(target=lambda: explore(waits_for_real, watchdog=60))
    real = sys.stdout
    first.start()
    begun.wait()
    for scenario in (sleeps, two_increments_mended):
        with pytest.raises(RuntimeError, match="running already"):
            explore(scenario)
    over.set()
    first.join()
    assert sys.stdout is real
    assert explore(two_increments_mended).kind == "every"


async def interrupts_itself():
    raise KeyboardInterrupt


async def task_interrupts():
    async def save():
        raise KeyboardInterrupt

    await asyncio.create_task(save())


@pytest.mark.parametrize("scenario", [interrupts_itself, task_interrupts])
def test_an_interrupt_of_the_scenario_is_its_failure(scenario):
    verdict = explore(scenario)
    assert verdict.failure.message == "KeyboardInterrupt"
    assert verdict.trace.steps[-1].thread == verdict.failure.thread
    assert replay(scenario, verdict.schedule).failure.line


def test_the_watchdog_has_the_last_word():
    async def endless():
        try:
            while True:
                pass
        finally:
            raise OSError("in the way")

    verdict = explore(endless, watchdog=0.3)
    assert verdict.kind == "lost control"


async def callback_fails():
    asyncio.get_running_loop().call_soon(lambda: 1 / 0)
    await asyncio.sleep(0)


async def callback_fails_to_wake():
    loop = asyncio.get_running_loop()
    answer = loop.create_future()
    loop.call_later(1, lambda: answer.set_result(1 / 0))
    await answer


async def future_nobody_asks():
    future = asyncio.get_running_loop().create_future()
    future.set_exception(ZeroDivisionError("unseen"))
    await asyncio.sleep(0)


async def future_dropped():
    future = asyncio.get_running_loop().create_future()
    future.set_exception(ZeroDivisionError("unseen"))
    del future
    await asyncio.sleep(0)


async def future_in_a_ring():
    future = asyncio.get_running_loop().create_future()
    future.itself = future
    future.set_exception(ZeroDivisionError("unseen"))
    del future
    await asyncio.sleep(0)


async def gathered_and_forgotten():
    async def fail():
        raise ZeroDivisionError("unseen")

    asyncio.gather(fail())
    await asyncio.sleep(0.1)


@pytest.mark.parametrize(
    "scenario",
    [
        callback_fails,
        callback_fails_to_wake,
        future_nobody_asks,
        future_dropped,
        future_in_a_ring,
        gathered_and_forgotten,
    ],
)
def test_an_exception_that_nobody_sees_is_a_failure(scenario):
    verdict = explore(scenario)
    assert verdict.failure.kind == "exception"
    assert verdict.failure.message.startswith("ZeroDivisionError")
    again = replay(scenario, verdict.schedule)
    assert again.failure.message == verdict.failure.message


async def handler_of_its_own():
    seen = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: seen.append(context))
    loop.call_soon(lambda: 1 / 0)
    future = loop.create_future()
    future.set_exception(OSError("seen by the handler"))
    del future
    await asyncio.sleep(1)
    assert len(seen) == 2


async def asked_late():
    future = asyncio.get_running_loop().create_future()
    future.set_exception(OSError("seen"))
    await asyncio.sleep(0)
    assert future.exception()


async def shielded():
    async def fail():
        await asyncio.sleep(0)
        raise OSError("seen")

    with contextlib.suppress(OSError):
        await asyncio.wait_for(asyncio.shield(fail()), 1)


@pytest.mark.parametrize(
    "scenario", [handler_of_its_own, asked_late, shielded]
)
def test_an_exception_that_somebody_sees_is_none(scenario):
    verdict = explore(scenario)
    assert verdict.kind == "every", str(verdict)


DRIFT = itertools.count()
LOCK, EVENT, QUEUE = asyncio.Lock(), asyncio.Event(), asyncio.Queue()


async def drifts():
    for _ in range(next(DRIFT)):
        await asyncio.sleep(0)


async def fails_at_first():
    assert next(DRIFT)


async def fails_seldom():
    await asyncio.gather(asyncio.sleep(0), asyncio.sleep(0))
    assert next(DRIFT) != 3


@pytest.mark.parametrize("scenario", [drifts, fails_at_first, fails_seldom])
def test_what_cannot_be_repeated_is_told(scenario, monkeypatch):
    monkeypatch.setitem(globals(), "DRIFT", itertools.count())
    verdict = explore(scenario)
    assert verdict.kind == "not repeatable"
    assert "two different results" in str(verdict)


async def throws_dice():
    await asyncio.gather(asyncio.sleep(0), asyncio.sleep(0))
    assert round(random.random(), 3) == 0.844


def test_random_numbers_are_the_same_in_each_run():
    random.seed(1)
    before = random.getstate()
    verdict = explore(throws_dice)
    assert verdict.kind == "every", str(verdict)
    assert random.getstate() == before


async def lock_of_the_module():
    total = [0]

    async def add():
        async with LOCK:
            value = total[0]
            await asyncio.sleep(0)
            total[0] = value + 1

    await asyncio.gather(add(), add())
    assert total == [2]


async def event_of_the_module():
    async def ring():
        assert not EVENT.is_set()
        EVENT.set()

    await asyncio.gather(EVENT.wait(), ring())


async def queue_of_the_module():
    await asyncio.gather(QUEUE.put(1), QUEUE.put(2), QUEUE.get())
    assert QUEUE.qsize() == 1


@pytest.mark.parametrize(
    "scenario", [lock_of_the_module, event_of_the_module, queue_of_the_module]
)
def test_asyncio_objects_of_the_module_are_as_new_in_each_run(scenario):
    verdict = explore(scenario)
    assert verdict.kind == "every", str(verdict)
    assert verdict.schedules > 1
    assert QUEUE.empty() and not EVENT.is_set()
    asyncio.run(scenario())
    EVENT.clear()
    while not QUEUE.empty():
        QUEUE.get_nowait()


def generator():
    yield


async def asynchronous_generator():
    yield


def gives_a_coroutine():
    return locked()


@functools.wraps(locked)
def wrapper_without_await():
    return locked()


def gives_a_generator():
    return generator()


@pytest.mark.parametrize(
    ("scenario", "advice"),
    [
        (generator, "contains yield"),
        (asynchronous_generator, "contains yield"),
        (gives_a_coroutine, "pass the async def itself"),
        (wrapper_without_await, "pass the async def itself"),
        (lambda: locked(), "pass the async def itself"),
        (gives_a_generator, "returns a generator"),
        (lambda: asynchronous_generator(), "returns an async generator"),
    ],
)
def test_a_scenario_that_runs_nothing_is_refused(scenario, advice):
    with pytest.raises(TypeError, match=advice):
        explore(scenario)
    with pytest.raises(TypeError, match=advice):
        list(outcomes(scenario))
    with pytest.raises(TypeError, match=advice):
        replay(scenario, "s1:")


def test_the_ends_of_an_async_scenario_are_not_told():
    with pytest.raises(TypeError, match="async def"):
        list(outcomes(locked))


async def assertion_in_a_group():
    async def check():
        await asyncio.sleep(0)
        raise AssertionError("the inner one")

    async with asyncio.TaskGroup() as group:
        group.create_task(check())
        async with asyncio.TaskGroup() as inner:
            inner.create_task(asyncio.sleep(1))


async def two_in_a_group():
    async def check():
        raise AssertionError("one of two")

    async with asyncio.TaskGroup() as group:
        group.create_task(check())
        group.create_task(check())


def test_of_a_group_of_one_the_exception_itself_is_told():
    failure = explore(assertion_in_a_group).failure
    assert failure.kind == "assertion"
    assert failure.message == "AssertionError: the inner one"
    assert failure.thread == "check"
    assert explore(two_in_a_group).failure.kind == "exception"


@pytest.mark.parametrize(
    "options", [{"memory": "gil"}, {"overtaking": 3}, {"backend": "greenlets"}]
)
def test_an_option_for_threads_is_refused(options):
    with pytest.raises(ValueError, match="an async def has no threads"):
        explore(locked, **options)


def test_an_option_that_says_what_is_done_anyway_is_fine():
    verdict = explore(locked, timers="exact", reduce=False)
    assert verdict.kind == "every"
