"""The four queues of the queue module, including shutdown (Python 3.13)."""

import heapq
import queue
from collections import deque
from contextlib import contextmanager
from math import inf

from ..engine import current_run
from ..history import WHOLE
from .base import Model, acting, seconds
from .locks import Lock

ALL = (-1, inf, frozenset(), WHOLE, True, "a queue's own operations")


class _Mutex(Lock):
    """The lock of a queue: whoever takes it concerns the queue."""

    def __init__(self, owner):
        self._record, self._hash = owner._record, owner._hash
        self._read, self._write = owner._read, owner._write
        self._label = f"{owner._label}.mutex"
        self._owner, self._depth = None, 0


class Queue(Model):
    """Models queue.Queue."""

    def __init__(self, maxsize=0):
        self._begin()
        self.maxsize = maxsize
        self.unfinished_tasks = 0
        self.is_shutdown = False
        self._mutex = _Mutex(self)
        self._init(maxsize)
        self._show()

    def _show(self):
        """Whoever looks into ``q.queue`` concerns the queue, too: a choice
        is needed there, as before an operation of the queue."""
        current_run().records[id(self.queue)] = self._record
        self._record.accesses.add(ALL)

    @property
    def mutex(self):
        """The lock that every operation takes for a moment."""
        return self._mutex

    def _holders(self):
        return self._mutex._holders()

    def _act(self, verb, touches, ready=None, timeout=None, look=None):
        """Act when nobody has the mutex."""

        def free():
            return self._mutex._owner is None and (ready is None or ready())

        return acting().act(verb, self, touches, free, timeout, look)

    def _init(self, maxsize):
        self.queue = deque()

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()

    def _outlive(self, real):
        copy = self._fill(real(self.maxsize))
        copy.unfinished_tasks = self.unfinished_tasks
        if self.is_shutdown:
            copy.shutdown()
        return copy

    def _fill(self, copy):
        for item in self.queue:
            copy.put(item)
        return copy

    def _has_room(self):
        return not 0 < self.maxsize <= len(self.queue)

    def _has_items(self):
        return bool(self.queue)

    def _look(self, verb):
        self._act(verb, self._read, look=self._record)

    def qsize(self):
        """See queue.Queue.qsize."""
        self._look("count")
        return len(self.queue)

    def empty(self):
        """See queue.Queue.empty."""
        self._look("is it empty:")
        return not self.queue

    def full(self):
        """See queue.Queue.full."""
        self._look("is it full:")
        return 0 < self.maxsize <= len(self.queue)

    def _enter(self, verb, can_go_on, error, block, timeout, checked=True):
        """Wait until `can_go_on`; raise `error` if that takes too long."""
        run = acting()
        if not block:
            timeout = 0
        elif timeout is not None and timeout < 0 and checked:
            raise ValueError("'timeout' must be a non-negative number")
        if timeout == 0:

            def touches():
                return self._write if can_go_on() else self._read

            idle = not can_go_on()
            look = self._record if idle else None
            self._act(f"{verb} at once", touches, look=look)
            if not can_go_on() and not self.is_shutdown:
                raise error
            return run
        limit = seconds(timeout)
        if limit is not None:
            run.act("set the timer of", self, ((run.time, "now", False),))

        def ready():
            return can_go_on() or self.is_shutdown

        if not self._act(verb, self._write, ready, limit):
            raise error
        return run

    def put(self, item, block=True, timeout=None):
        """See queue.Queue.put."""
        bound = self.maxsize > 0
        self._enter("put", self._has_room, queue.Full, block, timeout, bound)
        if self.is_shutdown:
            raise queue.ShutDown
        self._put(item)
        self.unfinished_tasks += 1

    def get(self, block=True, timeout=None):
        """See queue.Queue.get."""
        run = self._enter("get", self._has_items, queue.Empty, block, timeout)
        if self.is_shutdown and not self.queue:
            raise queue.ShutDown
        item = self._get()
        run.current.spin.effect()
        if run.trace is not None:
            run.trace.value(item)
        return item

    def put_nowait(self, item):
        """See queue.Queue.put_nowait."""
        return self.put(item, block=False)

    def get_nowait(self):
        """See queue.Queue.get_nowait."""
        return self.get(block=False)

    def task_done(self):
        """See queue.Queue.task_done."""
        self._act("task done", self._write)
        if self.unfinished_tasks <= 0:
            raise ValueError("task_done() called too many times")
        self.unfinished_tasks -= 1

    def join(self):
        """See queue.Queue.join."""

        def ready():
            return not self.unfinished_tasks

        self._act("join", self._read, ready)

    if hasattr(queue, "ShutDown"):

        def shutdown(self, immediate=False):
            """See queue.Queue.shutdown."""
            self._act("shut down", self._write)
            self.is_shutdown = True
            if immediate:
                while self.queue:
                    self._get()
                    self.unfinished_tasks -= self.unfinished_tasks > 0


class LifoQueue(Queue):
    """Models queue.LifoQueue."""

    def _init(self, maxsize):
        self.queue = []

    def _get(self):
        return self.queue.pop()


class PriorityQueue(Queue):
    """Models queue.PriorityQueue."""

    def _init(self, maxsize):
        self.queue = []

    def _put(self, item):
        with self._inside():
            heapq.heappush(self.queue, item)

    def _get(self):
        with self._inside():
            return heapq.heappop(self.queue)

    @contextmanager
    def _inside(self):
        """Keep the mutex while the items compare themselves."""
        run = acting()
        task, step, mutex = run.current, run.step, self._mutex
        mutex._owner = task
        task.held |= {mutex}
        try:
            yield
        finally:
            if run.step != step and not run.stopping:
                run.act("leave", self, self._write)
            mutex._owner = None
            task.held -= {mutex}


class SimpleQueue(Queue):
    """Models queue.SimpleQueue, which has no bound and no join."""

    mutex = property()

    def __init__(self):
        super().__init__()

    def _outlive(self, real):
        return self._fill(real())

    full = task_done = join = shutdown = property()
