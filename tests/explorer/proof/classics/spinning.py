"""Mutual exclusion by reading and writing only, as it was first done.

E. W. Dijkstra, "Cooperating sequential processes" (1965), has Dekker's
algorithm; G. L. Peterson, "Myths about the mutual exclusion problem"
(1981); L. Lamport, "A new solution of Dijkstra's concurrent programming
problem" (1974), the bakery.
"""

import itertools
import threading

from .case import broken, right, together


def guarded_scenario(enter, leave):
    """Two threads count inside what `enter` and `leave` protect."""
    total = [0]

    def work(me):
        enter(me)
        total[0] += 1
        leave(me)

    together(lambda: work(0), lambda: work(1))
    assert total == [2]


@right()
def peterson():
    wants, turn = [False, False], [0]

    def enter(me):
        other = 1 - me
        wants[me] = True
        turn[0] = other
        while wants[other] and turn[0] == other:
            pass

    def leave(me):
        wants[me] = False

    guarded_scenario(enter, leave)


@broken("assertion", preemptions=2, within=70)
def peterson_broken():
    """The turn is given away before the wish is announced."""
    wants, turn = [False, False], [0]

    def enter(me):
        other = 1 - me
        turn[0] = other
        wants[me] = True
        while wants[other] and turn[0] == other:
            pass

    def leave(me):
        wants[me] = False

    guarded_scenario(enter, leave)


@broken("assertion", preemptions=2, within=70)
def flag_only_broken():
    """First look, then announce: both look before either announces."""
    inside = [False, False]

    def enter(me):
        while inside[1 - me]:
            pass
        inside[me] = True

    def leave(me):
        inside[me] = False

    guarded_scenario(enter, leave)


@broken("livelock", "deadlock", preemptions=1, within=70)
def polite_flags_broken():
    """First announce, then look: both wait for ever."""
    wants = [False, False]

    def enter(me):
        wants[me] = True
        while wants[1 - me]:
            pass

    def leave(me):
        wants[me] = False

    guarded_scenario(enter, leave)


@right()
def dekker():
    wants, turn = [False, False], [0]

    def enter(me):
        other = 1 - me
        wants[me] = True
        while wants[other]:
            if turn[0] == other:
                wants[me] = False
                while turn[0] == other:
                    pass
                wants[me] = True

    def leave(me):
        turn[0] = 1 - me
        wants[me] = False

    guarded_scenario(enter, leave)


@right(within=20_000, seconds=120.0)
def bakery():
    choosing, number = [False, False], [0, 0]

    def enter(me):
        other = 1 - me
        choosing[me] = True
        number[me] = number[other] + 1
        choosing[me] = False
        while choosing[other]:
            pass
        while number[other] and (number[other], other) < (number[me], me):
            pass

    def leave(me):
        number[me] = 0

    guarded_scenario(enter, leave)


@broken("assertion", preemptions=2, within=200)
def bakery_broken():
    """Without the doorway, a number may still be on its way."""
    number = [0, 0]

    def enter(me):
        other = 1 - me
        number[me] = number[other] + 1
        while number[other] and (number[other], other) < (number[me], me):
            pass

    def leave(me):
        number[me] = 0

    guarded_scenario(enter, leave)


@right()
def ticket_lock():
    tickets, serving = itertools.count(), [0]

    def enter(me):
        mine = next(tickets)
        while serving[0] != mine:
            pass

    def leave(me):
        serving[0] += 1

    guarded_scenario(enter, leave)


@broken("assertion", preemptions=2, within=70)
def ticket_lock_broken():
    """The same ticket can be drawn twice."""
    following, serving = [0], [0]

    def enter(me):
        mine = following[0]
        following[0] = mine + 1
        while serving[0] != mine:
            pass

    def leave(me):
        serving[0] += 1

    guarded_scenario(enter, leave)


@right()
def spin_lock():
    lock = threading.Lock()

    def enter(me):
        while not lock.acquire(blocking=False):
            pass

    def leave(me):
        lock.release()

    guarded_scenario(enter, leave)


@broken("assertion", preemptions=2, within=70)
def spin_lock_broken():
    """Testing and setting in two steps is not a lock."""
    taken = [False]

    def enter(me):
        while taken[0]:
            pass
        taken[0] = True

    def leave(me):
        taken[0] = False

    guarded_scenario(enter, leave)


@right()
def strict_turns():
    """They alternate: right, but neither may stay away."""
    turn = [0]

    def enter(me):
        while turn[0] != me:
            pass

    def leave(me):
        turn[0] = 1 - me

    guarded_scenario(enter, leave)


@right()
def stop_flag():
    running, rounds = [True], []

    def work():
        while running[0]:
            pass
        rounds.append("stopped")

    def stop():
        running[0] = False

    together(work, stop)
    assert rounds == ["stopped"]


@broken("livelock", "deadlock", preemptions=0, within=20)
def stop_flag_broken():
    """The local name is set, not the flag that the other one reads."""
    running = [True]

    def work():
        while running[0]:
            pass

    def stop():
        running = [False]
        assert running

    together(work, stop)


@broken("assertion", preemptions=1, within=40)
def flag_before_data_broken():
    message, ready, got = [None], [False], []

    def send():
        ready[0] = True
        message[0] = "hello"

    def receive():
        while not ready[0]:
            pass
        got.append(message[0])

    together(send, receive)
    assert got == ["hello"]


@right()
def flag_after_data():
    message, ready, got = [None], [False], []

    def send():
        message[0] = "hello"
        ready[0] = True

    def receive():
        while not ready[0]:
            pass
        got.append(message[0])

    together(send, receive)
    assert got == ["hello"]
