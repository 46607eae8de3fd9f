"""Locks in a circle, and the locks that people build themselves."""

import threading

from .case import broken, right, together


@broken("deadlock", preemptions=1, within=20)
def two_orders_broken():
    ink, paper = threading.Lock(), threading.Lock()

    def write():
        with ink, paper:
            pass

    def draw():
        with paper, ink:
            pass

    together(write, draw)


@right()
def two_orders_mended():
    ink, paper = threading.Lock(), threading.Lock()

    def write():
        with ink, paper:
            pass

    together(write, write)


@right()
def two_orders_behind_a_gate():
    """A third lock around both makes the order harmless."""
    ink, paper, gate = (threading.Lock() for _ in range(3))

    def write():
        with gate, ink, paper:
            pass

    def draw():
        with gate, paper, ink:
            pass

    together(write, draw)


@right(timers="any")
def two_orders_with_try():
    """Who cannot have the second lock gives the first one back."""
    ink, paper = threading.Lock(), threading.Lock()
    done = []

    def write():
        with ink:
            if paper.acquire(blocking=False):
                done.append("written")
                paper.release()

    def draw():
        with paper:
            if ink.acquire(blocking=False):
                done.append("drawn")
                ink.release()

    together(write, draw)


@broken("deadlock", preemptions=0, within=10)
def lock_twice_broken():
    lock = threading.Lock()

    def update():
        with lock, lock:
            pass

    together(update)


@right()
def lock_twice_mended():
    lock = threading.RLock()
    log = []

    def update():
        with lock, lock:
            log.append("updated")

    together(update, update)
    assert len(log) == 2


@broken("deadlock", preemptions=0, within=10)
def lock_kept_after_error_broken():
    lock = threading.Lock()

    def update():
        lock.acquire()
        try:
            raise ValueError("bad input")
        except ValueError:
            return
        lock.release()

    together(update, update)


@right()
def lock_kept_after_error_mended():
    lock = threading.Lock()
    done = []

    def update():
        try:
            with lock:
                done.append("tried")
                raise ValueError("bad input")
        except ValueError:
            return

    together(update, update)
    assert len(done) == 2


def philosophers(forks_of, count):
    forks = [threading.Lock() for _ in range(count)]
    meals = [0] * count

    def dine(seat):
        first, second = forks_of(seat, count)
        with forks[first], forks[second]:
            meals[seat] += 1

    together(*[lambda seat=seat: dine(seat) for seat in range(count)])
    assert meals == [1] * count


def left_first(seat, count):
    return seat, (seat + 1) % count


def lower_first(seat, count):
    return sorted(left_first(seat, count))


def one_left_handed(seat, count):
    left, right_hand = left_first(seat, count)
    return (right_hand, left) if seat == 0 else (left, right_hand)


@broken("deadlock", preemptions=1, within=20)
def philosophers2_broken():
    philosophers(left_first, 2)


@right()
def philosophers2_ordered():
    philosophers(lower_first, 2)


@broken("deadlock", preemptions=1, within=120)
def philosophers3_broken():
    philosophers(left_first, 3)


@right()
def philosophers3_ordered():
    philosophers(lower_first, 3)


@right()
def philosophers3_left_and_right():
    philosophers(one_left_handed, 3)


@broken("deadlock", preemptions=1, within=2_000)
def philosophers4_broken():
    philosophers(left_first, 4)


@right(within=20_000, seconds=120.0)
def philosophers4_ordered():
    philosophers(lower_first, 4)


@right(within=8_000)
def philosophers3_waiter():
    """One seat fewer than forks: somebody can always eat."""
    waiter = threading.Semaphore(2)
    forks = [threading.Lock() for _ in range(3)]
    meals = [0, 0, 0]

    def dine(seat):
        with waiter, forks[seat], forks[(seat + 1) % 3]:
            meals[seat] += 1

    together(*[lambda seat=seat: dine(seat) for seat in range(3)])
    assert meals == [1, 1, 1]


class ReentrantLock:
    """An RLock from a Condition, an owner and a count."""

    def __init__(self):
        self.free = threading.Condition()
        self.owner = None
        self.count = 0

    def __enter__(self):
        me = threading.get_ident()
        with self.free:
            while self.owner not in (None, me):
                self.free.wait()
            self.owner = me
            self.count += 1

    def __exit__(self, *details):
        with self.free:
            self.count -= 1
            if self.count == 0:
                self.owner = None
                self.free.notify()


class ReentrantLockFreedTooSoon(ReentrantLock):
    """Gives itself up at the first exit, however deep it was entered."""

    def __exit__(self, *details):
        with self.free:
            self.count -= 1
            self.owner = None
            self.free.notify()


def nested_scenario(lock):
    balance = [0]

    def deposit():
        with lock:
            with lock:
                pass
            balance[0] += 1

    together(deposit, deposit)
    assert balance == [2]


@right()
def hand_made_rlock():
    nested_scenario(ReentrantLock())


@broken("assertion", preemptions=1, within=200)
def hand_made_rlock_broken():
    nested_scenario(ReentrantLockFreedTooSoon())


@broken("exception", preemptions=0, within=10)
def release_of_another_broken():
    """An RLock belongs to the thread that took it."""
    lock = threading.RLock()
    lock.acquire()
    together(lock.release)


@right()
def release_of_another_lock():
    """A plain Lock may be given back by anybody."""
    lock = threading.Lock()
    lock.acquire()
    together(lock.release, lock.acquire)
    assert lock.locked()
