"""Conditions and events: signals that come before anybody listens."""

import threading
import time

from .case import broken, right, together


@broken("deadlock", preemptions=0, within=10)
def wake_up_lost_broken():
    """Nothing remembers a notify that nobody was waiting for."""
    bell = threading.Condition()

    def guest():
        with bell:
            bell.wait()

    def cook():
        with bell:
            bell.notify()

    together(guest, cook)


@right()
def wake_up_lost_mended():
    bell, ready = threading.Condition(), []

    def guest():
        with bell:
            while not ready:
                bell.wait()

    def cook():
        with bell:
            ready.append("soup")
            bell.notify()

    together(guest, cook)


@broken("deadlock", preemptions=1, within=20)
def checked_outside_broken():
    bell, ready = threading.Condition(), []

    def guest():
        if not ready:
            with bell:
                bell.wait()

    def cook():
        ready.append("soup")
        with bell:
            bell.notify()

    together(guest, cook)


@right()
def wait_for_a_predicate():
    bell, ready = threading.Condition(), []

    def guest():
        with bell:
            bell.wait_for(lambda: ready)

    def cook():
        with bell:
            ready.append("soup")
            bell.notify_all()

    together(guest, guest, cook)


@broken("deadlock", preemptions=0, within=40)
def one_notify_for_two_broken():
    bell, ready = threading.Condition(), []

    def guest():
        with bell:
            bell.wait_for(lambda: ready)

    def cook():
        with bell:
            ready.append("soup")
            bell.notify()

    together(guest, guest, cook)


@right()
def wait_for_with_timeout():
    """A timeout may end the wait first; the result says which it was."""
    bell, ready, seen = threading.Condition(), [], []

    def guest():
        with bell:
            seen.append(bell.wait_for(lambda: bool(ready), timeout=1))
            assert seen[0] == bool(ready)

    def cook():
        with bell:
            ready.append("soup")
            bell.notify()

    together(guest, cook)


@broken("assertion", preemptions=1, within=40)
def timeout_taken_for_success_broken():
    bell, ready = threading.Condition(), []

    def guest():
        with bell:
            if not ready:
                bell.wait(timeout=1)
            assert ready

    def cook():
        with bell:
            ready.append("soup")
            bell.notify()

    together(guest, cook)


@broken("exception", preemptions=0, within=10)
def notify_without_the_lock_broken():
    bell = threading.Condition()
    together(bell.notify)


@broken("deadlock", preemptions=2, within=20)
def event_wiped_broken():
    """`clear` may wipe out a `set` that came after the counting."""
    arrived, letters = threading.Event(), []

    def read():
        seen = 0
        while seen < 2:
            arrived.wait()
            seen = len(letters)
            arrived.clear()

    def post():
        for number in range(2):
            letters.append(number)
            arrived.set()

    together(read, post)


@right()
def event_wiped_mended():
    arrived, letters = threading.Event(), []

    def read():
        seen = 0
        while seen < 2:
            arrived.wait()
            arrived.clear()
            seen = len(letters)

    def post():
        for number in range(2):
            letters.append(number)
            arrived.set()

    together(read, post)


@broken("assertion", preemptions=1, within=40)
def event_set_too_early_broken():
    started, address = threading.Event(), []

    def serve():
        started.set()
        address.append("127.0.0.1")

    def connect():
        started.wait()
        assert address

    together(serve, connect)


@right()
def event_set_in_time():
    started, address = threading.Event(), []

    def serve():
        address.append("127.0.0.1")
        started.set()

    def connect():
        started.wait()
        assert address

    together(serve, connect)


class HandMadeEvent:
    def __init__(self):
        self.changed = threading.Condition()
        self.flag = False

    def set(self):
        with self.changed:
            self.flag = True
            self.changed.notify_all()

    def wait(self):
        with self.changed:
            while not self.flag:
                self.changed.wait()


class EventThatWakesOne(HandMadeEvent):
    def set(self):
        with self.changed:
            self.flag = True
            self.changed.notify()


class EventThatForgetsTheLock(HandMadeEvent):
    def set(self):
        self.flag = True
        with self.changed:
            self.changed.notify_all()

    def wait(self):
        while not self.flag:
            with self.changed:
                self.changed.wait()


def gate_scenario(event):
    passed = []

    def walk():
        event.wait()
        passed.append("through")

    together(walk, walk, event.set)
    assert len(passed) == 2


@right()
def hand_made_event():
    gate_scenario(HandMadeEvent())


@broken("deadlock", preemptions=0, within=40)
def hand_made_event_wakes_one_broken():
    gate_scenario(EventThatWakesOne())


@broken("deadlock", preemptions=1, within=60)
def hand_made_event_unlocked_broken():
    gate_scenario(EventThatForgetsTheLock())


class Latch:
    """Opens once it has been counted down to zero."""

    def __init__(self, count):
        self.count = count
        self.zero = threading.Condition()

    def count_down(self):
        with self.zero:
            self.count -= 1
            if self.count == 0:
                self.zero.notify_all()

    def wait(self):
        with self.zero:
            while self.count > 0:
                self.zero.wait()


class LatchUnlocked(Latch):
    """Counts outside the lock: one count can be lost."""

    def count_down(self):
        self.count -= 1
        if self.count == 0:
            with self.zero:
                self.zero.notify_all()


def start_scenario(latch):
    ready = []

    def prepare():
        ready.append("runner")
        latch.count_down()

    def fire():
        latch.wait()
        assert len(ready) == 2

    together(prepare, prepare, fire)


@right()
def latch():
    start_scenario(Latch(2))


@broken("deadlock", preemptions=1, within=200)
def latch_broken():
    start_scenario(LatchUnlocked(2))


@broken("assertion", preemptions=1, within=20)
def sleep_as_signal_broken():
    """However long the sleep, the other may sleep longer."""
    letters = []

    def read():
        time.sleep(0.1)
        assert letters

    together(read, lambda: letters.append("hello"))


@right()
def join_as_signal():
    letters = []
    writer = threading.Thread(target=lambda: letters.append("hello"))
    writer.start()
    writer.join()
    assert letters


@broken("assertion", preemptions=0, within=20)
def join_with_timeout_broken():
    """`join(timeout)` comes back whether or not the thread has ended."""
    letters = []

    def write():
        time.sleep(5)
        letters.append("hello")

    writer = threading.Thread(target=write)
    writer.start()
    writer.join(timeout=1)
    assert letters


@right(timers="exact")
def join_with_timeout_mended():
    letters = []

    def write():
        time.sleep(5)
        letters.append("hello")

    writer = threading.Thread(target=write)
    writer.start()
    while writer.is_alive():
        writer.join(timeout=10)
    assert letters


@broken("assertion", preemptions=2, within=40)
def timer_cancelled_too_late_broken():
    rung = []
    alarm = threading.Timer(5, lambda: rung.append("ring"))
    alarm.start()
    alarm.cancel()
    alarm.join()
    assert not rung


@right()
def timer_that_may_ring_once():
    rung = []
    alarm = threading.Timer(5, lambda: rung.append("ring"))
    alarm.start()
    alarm.cancel()
    alarm.join()
    assert len(rung) <= 1


@right()
def timer_rings():
    rung = []
    alarm = threading.Timer(5, lambda: rung.append("ring"))
    alarm.start()
    alarm.join()
    assert rung == ["ring"]
