"""Updates lost between a read and the write that follows it."""

import threading

from .case import broken, right, together


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        self.value += 1


class LockedCounter(Counter):
    def __init__(self):
        super().__init__()
        self.lock = threading.Lock()

    def increment(self):
        with self.lock:
            super().increment()


def thrice(function):
    def repeat():
        for _ in range(3):
            function()

    return repeat


@broken("assertion", preemptions=1, within=15)
def two_increments_broken():
    counter = Counter()
    together(counter.increment, counter.increment)
    assert counter.value == 2


@right()
def two_increments_mended():
    counter = LockedCounter()
    together(counter.increment, counter.increment)
    assert counter.value == 2


@broken("assertion", preemptions=1, within=40)
def three_increments_broken():
    counter = Counter()
    together(counter.increment, counter.increment, counter.increment)
    assert counter.value == 3


@right()
def three_increments_mended():
    counter = LockedCounter()
    together(counter.increment, counter.increment, counter.increment)
    assert counter.value == 3


@broken("assertion", preemptions=1, within=15)
def increments_in_a_loop_broken():
    counter = Counter()
    together(thrice(counter.increment), thrice(counter.increment))
    assert counter.value == 6


@right()
def increments_in_a_loop_mended():
    counter = LockedCounter()
    together(thrice(counter.increment), thrice(counter.increment))
    assert counter.value == 6


@broken("assertion", preemptions=4, within=600)
def all_but_two_lost_broken():
    """Six increments can leave the counter at two, and no lower."""
    counter = Counter()
    together(thrice(counter.increment), thrice(counter.increment))
    assert counter.value > 2


@right(within=3_000)
def never_below_two():
    counter = Counter()
    together(thrice(counter.increment), thrice(counter.increment))
    assert 2 <= counter.value <= 6


visitors = 0


@broken("assertion", preemptions=1, within=15)
def global_counter_broken():
    global visitors
    visitors = 0

    def enter():
        global visitors
        visitors += 1

    together(enter, enter)
    assert visitors == 2


turnstile = threading.Lock()


@right()
def global_counter_mended():
    global visitors
    visitors = 0

    def enter():
        global visitors
        with turnstile:
            visitors += 1

    together(enter, enter)
    assert visitors == 2


@broken("assertion", preemptions=1, within=40)
def bounded_counter_broken():
    """The limit is checked in one step and used in another."""
    seats = {"taken": 0}

    def take():
        if seats["taken"] < 1:
            seats["taken"] += 1

    together(take, take)
    assert seats["taken"] <= 1


@right()
def bounded_counter_mended():
    seats = {"taken": 0}
    lock = threading.Lock()

    def take():
        with lock:
            if seats["taken"] < 1:
                seats["taken"] += 1

    together(take, take)
    assert seats["taken"] <= 1


@broken("assertion", preemptions=1, within=40)
def two_locks_for_one_counter_broken():
    """Each thread holds a lock, but not the same one."""
    counter = Counter()

    def count_under(lock):
        def count():
            with lock:
                counter.increment()

        return count

    together(count_under(threading.Lock()), count_under(threading.Lock()))
    assert counter.value == 2


@broken("assertion", preemptions=1, within=60)
def statistics_broken():
    """The sum and the number belong together, and are seen apart."""
    marks = {"sum": 0, "number": 0}
    seen = []

    def add():
        marks["sum"] += 4
        marks["number"] += 1

    def average():
        seen.append(marks["sum"] - 4 * marks["number"])

    together(add, average)
    assert seen == [0]


@right()
def statistics_mended():
    marks = {"sum": 0, "number": 0}
    seen = []
    lock = threading.Lock()

    def add():
        with lock:
            marks["sum"] += 4
            marks["number"] += 1

    def average():
        with lock:
            seen.append(marks["sum"] - 4 * marks["number"])

    together(add, average)
    assert seen == [0]


@broken("assertion", preemptions=1, within=15)
def snapshot_broken():
    """Two fields are swapped one by one; a reader sees the middle."""

    class Route:
        host, port = "old", "old"

    route = Route()
    seen = []

    def move():
        route.host = "new"
        route.port = "new"

    together(move, lambda: seen.append((route.host, route.port)))
    assert seen[0][0] == seen[0][1]


@right()
def snapshot_mended():
    """Read, copy, update: one reference is swapped in one step."""

    class Route:
        address = ("old", "old")

    route = Route()
    seen = []

    def move():
        host, port = route.address
        route.address = (host.replace("old", "new"), "new")

    together(move, lambda: seen.append(route.address))
    assert seen[0][0] == seen[0][1]
