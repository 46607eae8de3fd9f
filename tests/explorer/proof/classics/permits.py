"""Semaphores: permits that are too many, too few, or never given back."""

import threading

from .case import broken, right, together


def take_turns(permits, count=2):
    total = [0]

    def work():
        with permits:
            total[0] += 1

    together(*[work] * count)
    assert total == [count]


@broken("assertion", preemptions=1, within=20)
def two_permits_as_a_lock_broken():
    take_turns(threading.Semaphore(2))


@right()
def one_permit_as_a_lock():
    take_turns(threading.Semaphore(1), 3)


@broken("deadlock", preemptions=1, within=20)
def two_permits_one_by_one_broken():
    rooms = threading.Semaphore(2)

    def take_both():
        with rooms, rooms:
            pass

    together(take_both, take_both)


@right()
def two_permits_behind_a_lock():
    rooms, choosing = threading.Semaphore(2), threading.Lock()

    def take_both():
        with choosing:
            rooms.acquire()
            rooms.acquire()
        rooms.release(2)

    together(take_both, take_both)


@broken("deadlock", preemptions=0, within=10)
def permit_kept_broken():
    room, used = threading.BoundedSemaphore(1), []

    def visit():
        room.acquire()
        if used:
            return
        used.append("yes")
        room.release()

    together(visit, visit, visit)


@broken("exception", preemptions=0, within=10)
def permit_given_back_twice_broken():
    room = threading.BoundedSemaphore(1)

    def visit():
        with room:
            room.release()

    together(visit)


@broken("assertion", preemptions=1, within=200)
def permit_given_back_twice_unseen_broken():
    """A plain Semaphore does not notice; the lock has two holders."""
    room, total = threading.Semaphore(1), [0]

    def visit():
        with room:
            total[0] += 1
        room.release()

    together(visit, visit, visit)
    assert total == [3]


class HandMadeSemaphore:
    def __init__(self, permits):
        self.permits = permits
        self.returned = threading.Condition()

    def __enter__(self):
        with self.returned:
            while self.permits == 0:
                self.returned.wait()
            self.permits -= 1

    def __exit__(self, *details):
        with self.returned:
            self.permits += 1
            self.returned.notify()


class SemaphoreWithIf(HandMadeSemaphore):
    """`if` for `while`: a newcomer takes the permit first."""

    def __enter__(self):
        with self.returned:
            if self.permits == 0:
                self.returned.wait()
            self.permits -= 1


@right(within=6_000)
def hand_made_semaphore():
    take_turns(HandMadeSemaphore(1), 3)


@broken("assertion", preemptions=2, within=400)
def hand_made_semaphore_broken():
    take_turns(SemaphoreWithIf(1), 3)


@right()
def hand_over_by_semaphore():
    """A permit that stands for an event: signal, then wait."""
    written, letters = threading.Semaphore(0), []

    def write():
        letters.append("hello")
        written.release()

    def read():
        written.acquire()
        assert letters

    together(read, write)


@right()
def rendezvous():
    """Neither goes on before the other has arrived."""
    ada, bob = threading.Semaphore(0), threading.Semaphore(0)
    here = []

    def arrive(mine, other):
        here.append("one more")
        mine.release()
        other.acquire()
        assert len(here) == 2

    together(lambda: arrive(ada, bob), lambda: arrive(bob, ada))


@broken("deadlock", preemptions=0, within=10)
def rendezvous_broken():
    """Both wait before they signal."""
    ada, bob = threading.Semaphore(0), threading.Semaphore(0)

    def arrive(mine, other):
        other.acquire()
        mine.release()

    together(lambda: arrive(ada, bob), lambda: arrive(bob, ada))


@right()
def ping_pong():
    ping, pong = threading.Semaphore(1), threading.Semaphore(0)
    rally = []

    def play(mine, other, sound):
        for _ in range(2):
            mine.acquire()
            rally.append(sound)
            other.release()

    together(
        lambda: play(ping, pong, "ping"), lambda: play(pong, ping, "pong")
    )
    assert rally == ["ping", "pong"] * 2


@broken("assertion", preemptions=0, within=20)
def ping_pong_broken():
    """A lock keeps them apart; it does not make them alternate."""
    table, rally = threading.Lock(), []

    def play(sound):
        for _ in range(2):
            with table:
                rally.append(sound)

    together(lambda: play("ping"), lambda: play("pong"))
    assert rally == ["ping", "pong"] * 2


@right()
def zero_even_odd():
    zero = threading.Semaphore(1)
    even, odd = threading.Semaphore(0), threading.Semaphore(0)
    printed = []

    def print_zeros():
        for number in (1, 2):
            zero.acquire()
            printed.append(0)
            (odd if number % 2 else even).release()

    def print_number(turn, number):
        turn.acquire()
        printed.append(number)
        zero.release()

    together(
        print_zeros,
        lambda: print_number(even, 2),
        lambda: print_number(odd, 1),
    )
    assert printed == [0, 1, 0, 2]


@broken("assertion", preemptions=0, within=40)
def zero_even_odd_broken():
    """One semaphore for even and odd: either may come first."""
    zero, turn = threading.Semaphore(1), threading.Semaphore(0)
    printed = []

    def print_zeros():
        for _ in range(2):
            zero.acquire()
            printed.append(0)
            turn.release()

    def print_number(number):
        turn.acquire()
        printed.append(number)
        zero.release()

    together(print_zeros, lambda: print_number(2), lambda: print_number(1))
    assert printed == [0, 1, 0, 2]


@right()
def first_come_first_served():
    """A semaphore per waiter makes a queue in the order of arrival."""
    mutex, waiting, served = threading.Lock(), [], []
    busy = [False]

    def visit(name):
        with mutex:
            ticket = None
            if busy[0]:
                ticket = threading.Semaphore(0)
                waiting.append((name, ticket))
            busy[0] = True
        if ticket:
            ticket.acquire()
        served.append(name)
        with mutex:
            if waiting:
                following, permit = waiting.pop(0)
                assert following != name
                permit.release()
            else:
                busy[0] = False

    together(lambda: visit("Ada"), lambda: visit("Bob"))
    assert sorted(served) == ["Ada", "Bob"]
    assert not waiting
