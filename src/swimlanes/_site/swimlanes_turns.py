"""Lanes inside a thread: tasks and greenlets, which hold it by turns.

The life of such a lane is a row of rounds: suspended, then ready, then
holding the thread.  A program may do a million of them, so short rounds are
added up in memory and written as one line with a count.  What counts as short
grows with the number of lines: the picture of a long run needs no finer ones.

A round is written when it ends.  Who holds each thread right now, and on what
the others are suspended, stands in shared memory (PID.turns), so that a
program that is stopped in a deadlock or in an endless turn tells whose it was.
"""

from __future__ import annotations  # Python 3.9 runs this, too

import _thread
import json
import mmap
import os
import time
from collections import deque

MOST_LANES = 300  # per process; a picture of more would tell nobody anything
PERIODS = 16  # how often the limit of "short" doubles before the file is full
LEAST = 200_000  # ns; what is short at first
WINDOW = 10  # short rounds are added up over so many times that limit
HOLDERS = 64  # threads in PID.turns: number of the lane, since when
SLOT = 256  # bytes for each lane in PID.turns, behind the holders

_now = time.perf_counter_ns
_RLock = _thread.RLock  # gevent puts another one there


class Thread:
    """One thread: the lane that holds it, and what its loop just does."""

    __slots__ = (
        "tid",
        "place",  # where PID.turns tells who holds it
        "lane",
        "cause",  # since when the callback that now runs was due
        "expected",  # (coroutine, lane) of an eager task to come
        "since",  # first and last moment of `polled`
        "last",
        "polled",  # ns of waiting for events, added up
        "begun",
        "hub",  # since when the hub of gevent has the thread
    )

    def __init__(self, tid: int, place: int):
        self.tid, self.place = tid, place
        self.lane = self.cause = self.expected = None
        self.since = self.last = self.polled = 0
        self.begun = self.hub = _now()


class Turns:
    """All lanes inside the threads of this process, for one event file."""

    def __init__(self, log):
        self.log = log
        self.numbers = 0
        self.lanes = {}  # id(task or greenlet) -> Lane
        self.gone = deque()  # (ns, lane) of those nobody refers to any more
        self.lock = _RLock()
        self._local = _thread._local()
        path = os.path.join(log.folder, f"{log.pid}.turns")
        size = 16 * HOLDERS + SLOT * MOST_LANES
        with open(path, "w+b") as table:
            table.truncate(size)
            self.table = mmap.mmap(table.fileno(), size)
        self.held = memoryview(self.table)[: 16 * HOLDERS].cast("q")
        self.places = list(range(0, 2 * HOLDERS, 2))
        self.measure()

    def measure(self) -> None:
        """Set what counts as a short round from now on."""
        used = self.log.most - max(self.log.left, 0)
        self.short = LEAST << used * PERIODS // self.log.most
        self.window = WINDOW * self.short

    def thread(self) -> Thread:
        """Return what is known of the calling thread."""
        try:
            return self._local.thread
        except AttributeError:
            with self.lock:  # the last place is for all that find no other
                some = len(self.places) > 1
                place = self.places.pop() if some else self.places[0]
            thread = Thread(_thread.get_native_id(), place)
            self._local.thread = thread
            return thread

    @property
    def full(self) -> bool:
        """Whether there are so many lanes that no more is told."""
        return self.numbers > MOST_LANES

    def lane(self, thread, name, kind, starter=None, at=None):
        """Return a new lane, or None if there are too many."""
        with self.lock:
            self.numbers += 1
            if self.numbers > MOST_LANES:
                if self.numbers == MOST_LANES + 1:
                    words = f"only the first {MOST_LANES} {kind}s are told"
                    self.log.write("note", _now(), words)
                return None
            number = self.numbers
        at = at or _now()
        return Lane(self, thread, number, name, kind, starter, at)

    def polled(self, thread, start: int, end: int) -> None:
        """Note that the thread waited for events."""
        if thread.polled and start - thread.last > self.short:
            self.write_polls(thread)
        if not thread.polled:
            thread.since = start
        thread.polled += end - start
        thread.last = end
        if end - start > self.short or end - thread.since > self.window:
            self.write_polls(thread)

    def write_polls(self, thread) -> None:
        """Write down how long the thread waited for events."""
        if thread.polled >= LEAST:
            row = thread.since, thread.last, thread.tid, thread.polled
            self.log.write("polls", *row)
            self.measure()
        thread.polled = 0

    def flush(self, thread=None) -> None:
        """Write down what was only added up so far, for one thread or all."""
        for lane in list(self.lanes.values()):
            if thread is None or lane.thread is thread:
                lane.flush()
        while self.gone:
            at, lane = self.gone.popleft()
            lane.over(at)

    def cut(self) -> None:
        """Write down all rounds, also those that go on."""
        for lane in list(self.lanes.values()):
            if lane.begin is not None:
                lane.ends(_now())
                lane.begins(lane.last)
        self.flush()

    def end(self, tid: int, kind: str, ask) -> None:
        """Write down all lanes of a kind of a thread that ends.

        The end of the main thread is that of all others.  `ask(lane, thing)`
        puts into the table what one does that has not the thread.
        """
        now, thread, whole = _now(), self.thread(), tid == self.log.main
        for key, lane in list(self.lanes.items()):
            if lane.kind != kind or not (whole or lane.thread.tid == tid):
                continue
            if not lane.told and lane.last == lane.born:
                del self.lanes[key]  # a cell without tasks
                continue
            thing = lane.thing and lane.thing()
            if lane.begin is not None:
                lane.ends(now)
                lane.over(now)
            elif thing is not None:
                ask(lane, thing)
        self.flush(None if whole else thread)
        self.write_polls(thread)
        if thread.place:
            self.places.append(thread.place)
            thread.place = 0


_shared = None


def shared(log) -> Turns:
    """Return the lanes inside threads of an event file."""
    global _shared
    if _shared is None or _shared.log is not log:
        _shared = Turns(log)
    return _shared


class Lane:
    """One task or greenlet: its rounds, short ones added up."""

    __slots__ = (
        "turns",
        "thread",
        "number",
        "name",
        "kind",
        "starter",
        "born",
        "told",
        "thing",  # a weak reference to the task or greenlet
        "what",  # on what it is suspended, once that was asked for
        "last",  # when its last turn ended
        "ready",  # since when it waits for its next one
        "woke",  # since when it waited for the present one
        "begin",  # when that began
        "since",  # when the first round began that is added up
        "count",
        "suspended",
        "queued",
        "holding",
    )

    def __init__(self, turns, thread, number, name, kind, starter, at):
        self.turns, self.thread = turns, thread
        self.number, self.name, self.kind = number, name, kind
        self.starter, self.born = starter, at
        self.told = False
        self.thing = self.what = self.begin = None
        self.last = self.ready = self.woke = self.since = at
        self.count = self.suspended = self.queued = self.holding = 0

    def tell(self) -> None:
        """Write down that this lane exists, once."""
        if not self.told:
            self.told = True
            starter = self.starter
            if starter is not None:
                starter.tell()
            number = starter.number if starter is not None else 0
            row = self.born, self.thread.tid, self.number, self.name, self.kind
            self.turns.log.write("lane", *row, number)

    def moves(self, thread) -> None:
        """Go to the thread where it runs, if it was made in another one."""
        if self.thread is not thread:
            self.thread, self.told = thread, False
            self.tell()

    def rename(self, name: str) -> None:
        """Take a new name, if it is one."""
        if name and name != self.name:
            self.name = name
            if self.told:
                self.turns.log.write("name", self.number, name)

    def begins(self, at: int) -> None:
        """Take the thread."""
        ready, last, thread = self.ready, self.last, self.thread
        self.woke = last if ready < last else at if ready > at else ready
        self.begin = at
        thread.lane = self
        held, place = self.turns.held, thread.place
        held[place], held[place + 1] = self.number, at

    def ends(self, at: int) -> bool:
        """Give the thread away; return whether the round was a long one."""
        self.thread.lane = None
        begin, last, ready = self.begin, self.last, self.woke
        if begin is None:  # loops that run inside each other
            return False
        turns, what = self.turns, self.what
        long = at - last >= turns.short and (
            ready - last >= turns.short
            or begin - ready >= turns.short
            or at - begin >= turns.short
        )
        if self.count and (long or at - self.since > turns.window):
            self.flush()
        self.suspended += ready - last
        self.queued += begin - ready
        self.holding += at - begin
        self.count += 1
        self.last, self.begin, self.what = at, None, None
        if long:
            self.flush(what)
        return long

    def flush(self, what: str | None = None) -> None:
        """Write down the rounds that were added up."""
        if self.count:
            self.tell()
            sums = self.suspended, self.queued, self.holding
            row = self.since, self.number, self.count, *sums, what or ""
            self.turns.log.write("round", *row)
            self.turns.measure()
        self.since = self.last
        self.count = self.suspended = self.queued = self.holding = 0

    def waits(self, what: str, ready: int = 0) -> None:
        """Put into the table what it does since its last turn.

        `ready` is since when it waits for its turn, or when it will; 0 where
        that is not known.
        """
        self.tell()
        self.what = what
        row = json.dumps([self.last, self.number, what[:30], ready])
        at = 16 * HOLDERS + SLOT * (self.number - 1)
        if self.turns.log.file is not None:
            self.turns.table[at : at + SLOT] = row.encode().ljust(SLOT)

    def over(self, at: int) -> None:
        """Write down the end."""
        self.flush()
        self.tell()
        self.turns.log.write("gone", at, self.number)
