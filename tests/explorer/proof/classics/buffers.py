"""Producers and consumers, by hand and with the standard queues."""

import contextlib
import queue
import threading

from .case import broken, right, together


class Buffer:
    """A bounded buffer: one lock, two conditions."""

    def __init__(self, size=1):
        self.size = size
        self.items = []
        lock = threading.Lock()
        self.not_full = threading.Condition(lock)
        self.not_empty = threading.Condition(lock)

    def put(self, item):
        with self.not_full:
            while len(self.items) >= self.size:
                self.not_full.wait()
            self.items.append(item)
            self.not_empty.notify()

    def get(self):
        with self.not_empty:
            while not self.items:
                self.not_empty.wait()
            item = self.items.pop(0)
            self.not_full.notify()
            return item


class BufferWithIf(Buffer):
    """`if` for `while`: the item may be gone again on waking up."""

    def get(self):
        with self.not_empty:
            if not self.items:
                self.not_empty.wait()
            item = self.items.pop(0)
            self.not_full.notify()
            return item


class BufferOneCondition(Buffer):
    """One condition for both sides: `notify` may wake the wrong one."""

    def __init__(self, size=1):
        super().__init__(size)
        self.not_full = self.not_empty = threading.Condition()


class BufferNotifyAll(BufferOneCondition):
    """One condition for both sides, and everybody looks again."""

    def put(self, item):
        with self.not_full:
            while len(self.items) >= self.size:
                self.not_full.wait()
            self.items.append(item)
            self.not_full.notify_all()

    def get(self):
        with self.not_empty:
            while not self.items:
                self.not_empty.wait()
            item = self.items.pop(0)
            self.not_empty.notify_all()
            return item


def buffer_scenario(buffer, producers, consumers, each):
    got = []

    def produce():
        for number in range(each):
            buffer.put(number)

    def consume():
        for _ in range(producers * each // consumers):
            got.append(buffer.get())

    together(*[produce] * producers, *[consume] * consumers)
    assert sorted(got) == sorted(list(range(each)) * producers)


@right()
def buffer_1_1():
    buffer_scenario(Buffer(), 1, 1, 2)


@right()
def buffer_notify_all_1_1():
    buffer_scenario(BufferNotifyAll(), 1, 1, 2)


@right(within=20_000, seconds=120.0)
def buffer_notify_all_2_2():
    buffer_scenario(BufferNotifyAll(), 2, 2, 1)


@right(within=20_000, seconds=120.0)
def buffer_2_2():
    buffer_scenario(Buffer(), 2, 2, 1)


@broken("exception", preemptions=0, within=50)
def buffer_with_if_broken():
    buffer_scenario(BufferWithIf(), 2, 2, 1)


@broken("deadlock", preemptions=0, within=60)
def buffer_one_condition_broken():
    buffer_scenario(BufferOneCondition(), 2, 2, 2)


class BufferOfSemaphores:
    """Free places, waiting items, and a lock for the list."""

    def __init__(self, size=1):
        self.free = threading.Semaphore(size)
        self.waiting = threading.Semaphore(0)
        self.lock = threading.Lock()
        self.items = []

    def put(self, item):
        self.free.acquire()
        with self.lock:
            self.items.append(item)
        self.waiting.release()

    def get(self):
        self.waiting.acquire()
        with self.lock:
            item = self.items.pop(0)
        self.free.release()
        return item


class BufferOfSemaphoresLockFirst(BufferOfSemaphores):
    """Waits for an item while holding the lock the producer needs."""

    def get(self):
        with self.lock:
            self.waiting.acquire()
            item = self.items.pop(0)
        self.free.release()
        return item


@right()
def buffer_of_semaphores():
    buffer_scenario(BufferOfSemaphores(), 1, 1, 2)


@broken("deadlock", preemptions=0, within=20)
def buffer_of_semaphores_broken():
    buffer_scenario(BufferOfSemaphoresLockFirst(), 1, 1, 2)


@right()
def queue_of_one():
    jobs, done = queue.Queue(maxsize=1), []

    def produce():
        for number in range(3):
            jobs.put(number)
        jobs.put(None)

    def consume():
        while (job := jobs.get()) is not None:
            done.append(job)

    together(produce, consume)
    assert done == [0, 1, 2]


def sentinels(count):
    jobs, done = queue.Queue(), []

    def produce():
        jobs.put("work")
        for _ in range(count):
            jobs.put(None)

    def consume():
        while (job := jobs.get()) is not None:
            done.append(job)

    together(produce, consume, consume)
    assert done == ["work"]


@broken("deadlock", preemptions=0, within=10)
def one_sentinel_for_two_broken():
    sentinels(1)


@right()
def one_sentinel_each():
    sentinels(2)


@right()
def one_sentinel_put_back():
    """Who finds the sentinel puts it back for the next one."""
    jobs, done = queue.Queue(), []

    def produce():
        jobs.put("work")
        jobs.put(None)

    def consume():
        while (job := jobs.get()) is not None:
            done.append(job)
        jobs.put(None)

    together(produce, consume, consume)
    assert done == ["work"]


@broken("deadlock", preemptions=1, within=20)
def empty_then_get_broken():
    jobs = queue.Queue()
    jobs.put("last")

    def steal():
        if not jobs.empty():
            jobs.get()

    together(steal, steal)


@right()
def get_without_waiting():
    jobs, done = queue.Queue(), []
    jobs.put("last")

    def steal():
        with contextlib.suppress(queue.Empty):
            done.append(jobs.get_nowait())

    together(steal, steal)
    assert done == ["last"]


@broken("deadlock", preemptions=0, within=20)
def task_done_forgotten_broken():
    jobs = queue.Queue()

    def work():
        jobs.get()

    threading.Thread(target=work).start()
    jobs.put("job")
    jobs.join()


@right()
def task_done_called():
    jobs, done = queue.Queue(), []

    def work():
        while True:
            done.append(jobs.get())
            jobs.task_done()

    threading.Thread(target=work, daemon=True).start()
    jobs.put("one")
    jobs.put("two")
    jobs.join()
    assert done == ["one", "two"]


@broken("assertion", preemptions=1, within=20)
def task_done_too_early_broken():
    """The job is declared done before it is."""
    jobs, done = queue.Queue(), []

    def work():
        job = jobs.get()
        jobs.task_done()
        done.append(job)

    worker = threading.Thread(target=work)
    jobs.put("job")
    worker.start()
    jobs.join()
    finished = list(done)
    worker.join()
    assert finished == ["job"]


@broken("exception", preemptions=0, within=10)
def priority_tie_broken():
    """Equal priorities compare the jobs, and these cannot be compared."""
    jobs = queue.PriorityQueue()
    together(
        lambda: jobs.put((1, {"name": "one"})),
        lambda: jobs.put((1, {"name": "two"})),
    )


@right()
def priority_order():
    jobs = queue.PriorityQueue()
    together(lambda: jobs.put((2, "later")), lambda: jobs.put((1, "now")))
    assert [jobs.get()[1], jobs.get()[1]] == ["now", "later"]


@right()
def stack_order():
    jobs = queue.LifoQueue()
    together(lambda: jobs.put("one"), lambda: jobs.put("two"))
    assert {jobs.get(), jobs.get()} == {"one", "two"}


@broken("assertion", preemptions=0, within=10)
def arrival_order_broken():
    jobs = queue.SimpleQueue()
    together(lambda: jobs.put("one"), lambda: jobs.put("two"))
    assert [jobs.get(), jobs.get()] == ["one", "two"]


@broken("assertion", preemptions=0, within=20)
def put_timeout_loses_work_broken():
    """A full queue makes `put` give up, and the job with it."""
    jobs, done = queue.Queue(maxsize=1), []

    def produce():
        for number in range(2):
            with contextlib.suppress(queue.Full):
                jobs.put(number, block=False)

    together(produce)
    while not jobs.empty():
        done.append(jobs.get())
    assert done == [0, 1]


@broken("assertion", preemptions=1, within=20)
def looking_into_a_queue_broken():
    """What `q.queue` shows is as old as any other look."""
    jobs, seen = queue.Queue(), []

    def look():
        before = len(jobs.queue)
        seen.append(len(jobs.queue) - before)

    together(look, lambda: jobs.put("job"))
    assert seen == [0]


@broken("assertion", preemptions=1, within=20)
def emptying_a_queue_by_hand_broken():
    jobs, lost = queue.Queue(), []

    def clear():
        lost.extend(jobs.queue)
        jobs.queue.clear()

    together(clear, lambda: jobs.put("job"))
    assert len(lost) + jobs.qsize() == 1


@right()
def emptying_a_queue_under_its_mutex():
    jobs, lost = queue.Queue(), []

    def clear():
        with jobs.mutex:
            lost.extend(jobs.queue)
            jobs.queue.clear()

    together(clear, lambda: jobs.put("job"))
    assert len(lost) + jobs.qsize() == 1


@broken("deadlock", preemptions=0, within=10)
def queue_used_under_its_mutex_broken():
    jobs = queue.Queue()

    def look():
        with jobs.mutex:
            jobs.qsize()

    together(look)


class Job:
    def __init__(self, urgency):
        self.urgency = urgency

    def __lt__(self, other):
        return self.urgency < other.urgency


@right()
def priority_of_jobs_that_compare():
    """A queue keeps its mutex while the jobs compare themselves."""
    jobs = queue.PriorityQueue()
    jobs.put(Job(3))
    together(lambda: jobs.put(Job(1)), lambda: jobs.put(Job(2)))
    assert [jobs.get().urgency for _ in range(3)] == [1, 2, 3]
