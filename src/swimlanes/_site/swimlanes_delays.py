"""Come late, on purpose, to the points where processes meet.

Processes cannot be explored like threads, but what can go wrong between them
goes wrong where they meet: at a start, a join, a lock, a pipe, or at what is
made of these (events, conditions, barriers, queues).  One plan, such as
"2 1", makes the processes with an odd number late to every third meeting,
from their second on; several plans in several runs try many orders that luck
would not.  Only meetings of the program itself count, thread by thread, and
not those inside of a barrier or a queue: so a meeting has the same number in
every run.
"""

import os
import threading
import time

LATE = 0.1  # seconds
EVERY = 3
MOST = 8 * EVERY  # meetings, so that a long program does not take for ever


class _Thread(threading.local):
    meetings = 0
    inside = False  # of a meeting, which may be made of others


here = _Thread()


def late(call):
    """Wrap a call at which processes meet."""

    def meet(*args, **kwargs):
        if here.inside:
            return call(*args, **kwargs)
        here.inside = True
        try:
            here.meetings += 1
            mine = here.meetings <= MOST
            mine = mine and here.meetings % EVERY == _which % EVERY
            if mine and _number() % 2 == _parity:
                time.sleep(LATE)
            return call(*args, **kwargs)
        finally:
            here.inside = False

    return meet


def _number():
    """Return the number of this process among its siblings; main is 0."""
    from multiprocessing import current_process

    return (current_process()._identity or (0,))[-1]


def _count_anew():  # in a child, forked inside of its parent's `start`
    here.meetings, here.inside = 0, False


def install(plan):
    """Follow `plan`: the first meeting to be late to, and 1 for the processes
    with odd numbers or 0 for the even ones."""
    global _which, _parity
    _which, _parity = map(int, plan.split())
    from multiprocessing import connection, process, queues, synchronize

    for owner, names in (
        (process.BaseProcess, "start join"),
        (connection._ConnectionBase, "send send_bytes recv recv_bytes poll"),
        (synchronize.Event, "is_set set clear wait"),
        (synchronize.Condition, "wait notify"),
        (synchronize.Barrier, "wait"),
        (queues.Queue, "put get empty qsize"),
        (queues.JoinableQueue, "put task_done join"),
        (queues.SimpleQueue, "put get empty"),
    ):
        for name in names.split():
            setattr(owner, name, late(getattr(owner, name)))

    make_methods = synchronize.SemLock._make_methods

    def make_late_methods(self):
        make_methods(self)
        self.acquire = late(self.acquire)
        self.release = late(self.release)

    synchronize.SemLock._make_methods = make_late_methods
    synchronize.SemLock.__enter__ = lambda self: self.acquire()
    synchronize.SemLock.__exit__ = lambda self, *error: self.release()
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_count_anew)
