"""Lanes inside a thread: tasks and greenlets, which hold it by turns.

The life of such a lane is a row of rounds: suspended, then ready, then
holding the thread.  A program may do a million of them, so short rounds are
added up in memory and written as one line with a count.  What counts as short
grows with the number of lines: the picture of a long run needs no finer ones.

A round is written when it ends.  Who holds each thread right now, and on what
the others are suspended, stands in shared memory (PID.turns), so that a
program that is stopped in a deadlock or in an endless turn tells whose it was.
"""

import _thread
import json
import mmap
import os
import struct
import time
from collections import deque

MOST_LANES = 300  # per process; a picture of more would tell nobody anything
PERIODS = 16  # how often the limit of "short" doubles before the file is full
LEAST = 200_000  # ns; what is short at first
WINDOW = 10  # short rounds are added up over so many times that limit
HOLDERS, HOLDER = 64, struct.Struct("<qqq")  # threads in PID.turns
SLOT = 256  # bytes for each lane in PID.turns, behind the holders

_now = time.perf_counter_ns


class Thread:
    """One thread: the lane that holds it, and what its loop just does.

    `cause` is since when the callback that now runs was due; a lane that it
    makes ready was ready since then, had the loop been free.
    """

    __slots__ = (
        "tid",
        "place",
        "lane",
        "cause",
        "expected",
        "since",
        "polled",
        "last",
    )

    def __init__(self, tid: int, place: int | None):
        self.tid, self.place = tid, place
        self.lane = self.cause = None
        self.expected = None  # (coroutine, lane) of an eager task to come
        self.since = self.last = 0  # first and last moment of `polled`
        self.polled = 0  # ns


class Turns:
    """All lanes inside the threads of this process, for one event file."""

    def __init__(self, log):
        self.log = log
        self.numbers = 0
        self.lanes = {}  # id(task or greenlet) -> Lane
        self.gone = deque()  # (ns, lane) of those nobody refers to any more
        self.lock = _thread.allocate_lock()
        self._local = _thread._local()
        self.places = list(range(HOLDERS))
        path = os.path.join(log.folder, f"{log.pid}.turns")
        size = HOLDERS * HOLDER.size + MOST_LANES * SLOT
        with open(path, "w+b") as table:
            table.truncate(size)
            self.table = mmap.mmap(table.fileno(), size)

    @property
    def short(self) -> int:
        """What counts as a short round now, in ns."""
        used = self.log.most - max(self.log.left, 0)
        return LEAST << used * PERIODS // self.log.most

    def thread(self) -> Thread:
        """Return what is known of the calling thread."""
        try:
            return self._local.thread
        except AttributeError:
            with self.lock:
                place = self.places.pop() if self.places else None
            thread = Thread(_thread.get_native_id(), place)
            self._local.thread = thread
            return thread

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
        limit = self.short
        if thread.polled and start - thread.last > limit:
            self.write_polls(thread)
        if not thread.polled:
            thread.since = start
        thread.polled += end - start
        thread.last = end
        if end - start > limit or end - thread.since > WINDOW * limit:
            self.write_polls(thread)

    def write_polls(self, thread) -> None:
        """Write down how long the thread waited for events."""
        if thread.polled >= LEAST:
            row = thread.since, thread.last, thread.tid, thread.polled
            self.log.write("polls", *row)
        thread.polled = 0

    def flush(self, thread=None) -> None:
        """Write down what was only added up so far, for one thread or all."""
        for lane in list(self.lanes.values()):
            if thread is None or lane.thread is thread:
                lane.flush()
        while self.gone:
            at, lane = self.gone.popleft()
            lane.over(at)

    def leave(self, thread) -> None:
        """Forget a thread that ends."""
        self.flush(thread)
        self.write_polls(thread)
        if thread.place is not None:
            self.places.append(thread.place)


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
        "thing",
        "what",
        "ready",
        "begin",
        "last",
        "since",
        "count",
        "sums",
    )

    def __init__(self, turns, thread, number, name, kind, starter, at):
        self.turns, self.thread = turns, thread
        self.number, self.name, self.kind = number, name, kind
        self.starter, self.born = starter, at
        self.told = False
        self.thing = None  # a weak reference
        self.what = None  # on what it is suspended, once that was asked for
        self.last = self.ready = self.since = at
        self.begin = None
        self.count = 0
        self.sums = [0, 0, 0]  # ns suspended, ready, holding the thread

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

    def rename(self, name: str) -> None:
        """Take a new name, if it is one."""
        if name != self.name:
            self.name = name
            if self.told:
                self.turns.log.write("name", self.number, name)

    def begins(self, at: int) -> None:
        """Take the thread."""
        self.begin = at
        self.thread.lane = self
        if self.thread.place is not None:
            place = self.thread.place * HOLDER.size
            HOLDER.pack_into(
                self.turns.table, place, self.thread.tid, self.number, at
            )

    def ends(self, at: int) -> bool:
        """Give the thread away; return whether the round was a long one."""
        self.thread.lane = None
        if self.begin is None:  # loops that run inside each other
            return False
        begin, last, sums = self.begin, self.last, self.sums
        ready = self.ready
        if not last <= ready <= begin:
            ready = begin if ready > begin else last
        suspended, queued, held = ready - last, begin - ready, at - begin
        limit = self.turns.short
        what = self.what
        long = suspended >= limit or queued >= limit or held >= limit
        if self.count and (long or at - self.since > WINDOW * limit):
            self.flush()
        sums[0] += suspended
        sums[1] += queued
        sums[2] += held
        self.count += 1
        self.last, self.begin, self.what = at, None, None
        if long:
            self.flush(what)
        return long

    def flush(self, what: str | None = None) -> None:
        """Write down the rounds that were added up."""
        if self.count:
            self.tell()
            row = self.since, self.number, self.count, *self.sums, what or ""
            self.turns.log.write("round", *row)
        self.since, self.count = self.last, 0
        self.sums[:] = 0, 0, 0

    def waits(self, what: str, ready: int = 0) -> None:
        """Put into the table what it does since its last turn.

        `ready` is since when it waits for its turn, or when it will; 0 where
        that is not known.
        """
        self.tell()
        self.what = what
        row = json.dumps([self.last, self.number, what[:30], ready])
        at = HOLDERS * HOLDER.size + (self.number - 1) * SLOT
        if self.turns.log.file is not None:
            self.turns.table[at : at + SLOT] = row.encode().ljust(SLOT)

    def over(self, at: int) -> None:
        """Write down the end."""
        self.flush()
        self.tell()
        self.turns.log.write("gone", at, self.number)
