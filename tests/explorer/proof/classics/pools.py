"""Thread pools and futures: the standard ones and hand-made ones."""

import queue
import threading
from concurrent.futures import (
    FIRST_COMPLETED,
    Future,
    ThreadPoolExecutor,
    as_completed,
    wait,
)

from .case import broken, right, together
from .counting import Counter, LockedCounter


def pool_scenario(counter):
    with ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(counter.increment) for _ in range(2)]
        for future in futures:
            future.result()
    assert counter.value == 2


@broken("assertion", preemptions=1, within=40)
def pool_broken():
    pool_scenario(Counter())


@right()
def pool_mended():
    pool_scenario(LockedCounter())


@broken("deadlock", preemptions=0, within=10)
def pool_waits_for_itself_broken():
    with ThreadPoolExecutor(1) as pool:

        def outer():
            return pool.submit(lambda: 1).result()

        pool.submit(outer).result()


@right()
def pool_hands_on():
    """The task gives the next future back instead of waiting for it."""
    with ThreadPoolExecutor(1) as pool:

        def outer():
            return pool.submit(lambda: 1)

        assert pool.submit(outer).result().result() == 1


@right()
def pool_map_keeps_order():
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda number: number * number, [2, 3])) == [4, 9]


@broken("assertion", preemptions=1, within=60)
def completion_order_broken():
    """`as_completed` gives the futures as they end, not as submitted."""
    with ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(int, text) for text in "12"]
        assert [future.result() for future in as_completed(futures)] == [1, 2]


@right()
def completion_of_all():
    with ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(int, text) for text in "12"]
        assert {future.result() for future in as_completed(futures)} == {1, 2}


@broken("assertion", preemptions=1, within=60)
def first_completed_is_first_broken():
    with ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(int, text) for text in "12"]
        done, _ = wait(futures, return_when=FIRST_COMPLETED)
        assert futures[0] in done


@right()
def waits_for_all():
    with ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(int, text) for text in "12"]
        done, not_done = wait(futures)
        assert done == set(futures)
        assert not not_done


@right()
def waits_for_the_next_of_a_set():
    """Sets of futures come in the same order in every run."""
    with ThreadPoolExecutor(2) as pool:
        left, got = {pool.submit(int, text) for text in "12"}, []
        while left:
            done, left = wait(left, return_when=FIRST_COMPLETED)
            got += [future.result() for future in done]
    assert sorted(got) == [1, 2]


@broken("assertion", preemptions=0, within=60)
def callback_in_submitter_broken():
    """The worker runs the callback, unless the future is already done."""
    runners = []
    main = threading.current_thread()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(int).add_done_callback(
            lambda future: runners.append(threading.current_thread())
        )
    assert runners == [main]


@broken("assertion", preemptions=2, within=40)
def callbacks_in_order_broken():
    """A callback added to a finished future overtakes those before it."""
    called = []
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(int)
        future.add_done_callback(lambda done: called.append("first"))
        future.add_done_callback(lambda done: called.append("second"))
    assert called == ["first", "second"]


@right()
def callbacks_in_order():
    """Callbacks that were all there before the end keep their order."""
    future, called = Future(), []
    future.add_done_callback(lambda done: called.append("first"))
    future.add_done_callback(lambda done: called.append("second"))
    together(lambda: future.set_result(7))
    assert called == ["first", "second"]


@right()
def error_is_kept_by_the_future():
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(int, "not a number")
    assert isinstance(future.exception(), ValueError)


@broken("exception", preemptions=0, within=10)
def error_comes_back_with_the_result_broken():
    with ThreadPoolExecutor(1) as pool:
        pool.submit(int, "not a number").result()


@broken("assertion", preemptions=1, within=60)
def cancel_broken():
    """A task that has started cannot be cancelled any more."""
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(int).cancel()


@right()
def cancel_or_run():
    done = []
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(done.append, "work")
        cancelled = future.cancel()
    assert cancelled == (not done)


@broken("exception", preemptions=0, within=10)
def submit_after_shutdown_broken():
    pool = ThreadPoolExecutor(1)
    pool.shutdown()
    pool.submit(int)


@right()
def future_by_hand():
    future, got = Future(), []
    together(lambda: got.append(future.result()), lambda: future.set_result(7))
    assert got == [7]


@broken("exception", preemptions=0, within=20)
def future_set_twice_broken():
    future = Future()
    together(lambda: future.set_result(1), lambda: future.set_result(2))


class HandMadeFuture:
    def __init__(self):
        self.ready = threading.Condition()
        self.value, self.done = None, False

    def set_result(self, value):
        with self.ready:
            self.value, self.done = value, True
            self.ready.notify_all()

    def result(self):
        with self.ready:
            while not self.done:
                self.ready.wait()
            return self.value


class FutureDoneTooSoon(HandMadeFuture):
    """Done is said before the value is there, outside the lock."""

    def set_result(self, value):
        self.done = True
        self.value = value
        with self.ready:
            self.ready.notify_all()


def future_scenario(future):
    got = []
    together(lambda: got.append(future.result()), lambda: future.set_result(7))
    assert got == [7]


@right()
def hand_made_future():
    future_scenario(HandMadeFuture())


@broken("assertion", preemptions=1, within=60)
def hand_made_future_broken():
    future_scenario(FutureDoneTooSoon())


class HandMadePool:
    def __init__(self, workers):
        self.tasks = queue.Queue()
        self.threads = [
            threading.Thread(target=self.work) for _ in range(workers)
        ]
        for thread in self.threads:
            thread.start()

    def work(self):
        while (task := self.tasks.get()) is not None:
            task()

    def submit(self, task):
        self.tasks.put(task)

    def close(self):
        for _ in self.threads:
            self.tasks.put(None)
        for thread in self.threads:
            thread.join()


class PoolWithOneSentinel(HandMadePool):
    def close(self):
        self.tasks.put(None)
        for thread in self.threads:
            thread.join()


class PoolThatPeeks(HandMadePool):
    """Ends when the queue looks empty, maybe before the first task."""

    def work(self):
        while not self.tasks.empty():
            self.tasks.get()()

    def close(self):
        for thread in self.threads:
            thread.join()


def hand_made_pool_scenario(pool_class):
    pool, done = pool_class(2), []
    pool.submit(lambda: done.append("one"))
    pool.submit(lambda: done.append("two"))
    pool.close()
    assert sorted(done) == ["one", "two"]


@right(within=6_000)
def hand_made_pool():
    hand_made_pool_scenario(HandMadePool)


@broken("deadlock", preemptions=0, within=10)
def hand_made_pool_one_sentinel_broken():
    hand_made_pool_scenario(PoolWithOneSentinel)


@broken("assertion", "deadlock", preemptions=1, within=60)
def hand_made_pool_peeks_broken():
    hand_made_pool_scenario(PoolThatPeeks)


@broken("lost work", preemptions=0, within=20)
def daemon_loses_work_broken():
    """The program ends, and the daemon's job with it."""
    jobs, saved = queue.Queue(), []

    def save():
        while True:
            saved.append(jobs.get())

    threading.Thread(target=save, daemon=True).start()
    jobs.put("letter")


@broken("exception", preemptions=0, within=10)
def error_in_a_thread_broken():
    """`join` says nothing about an exception; the explorer does."""
    together(lambda: int("not a number"))


@broken("exception", preemptions=0, within=10)
def started_twice_broken():
    worker = threading.Thread(target=int)
    worker.start()
    worker.start()


@broken("exception", preemptions=0, within=10)
def join_before_start_broken():
    threading.Thread(target=int).join()


@broken("exception", preemptions=0, within=10)
def join_yourself_broken():
    def wait():
        threading.current_thread().join()

    together(wait)


@broken("deadlock", preemptions=0, within=60)
def wait_for_cancelled_broken():
    """A cancelled call counts as done when a worker has come across it."""
    started = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(started.wait)
        later = pool.submit(int)
        if later.cancel():
            wait([later])
        started.set()


@right()
def wait_for_cancelled_mended():
    started = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(started.wait)
        later = pool.submit(int)
        later.cancel()
        started.set()
        wait([later])
