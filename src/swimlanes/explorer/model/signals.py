"""Event, Semaphore, BoundedSemaphore and Barrier."""

import threading

from .base import Model, acting, call, seconds


class Event(Model):
    """Models threading.Event.

    A waiter that a set() has woken goes on even if clear() comes first.
    """

    def __init__(self):
        self._begin()
        self._flag = False
        self._waiters = []

    def _outlive(self, real):
        copy = real()
        if self._flag:
            copy.set()
        return copy

    def is_set(self):
        """See threading.Event.is_set."""
        run = acting()
        run.act("look at", self, self._read, look=self._record)
        return self._flag

    isSet = is_set  # noqa: N815 - the old name, still offered

    def set(self):
        """See threading.Event.set."""
        run = acting()
        run.act("set", self, self._write)
        self._flag = True
        for waiter in self._waiters:
            waiter[0] = True
        self._waiters = []

    def clear(self):
        """See threading.Event.clear."""
        run = acting()
        run.act("clear", self, self._write)
        self._flag = False

    def wait(self, timeout=None):
        """See threading.Event.wait."""
        run = acting()
        limit = seconds(timeout)
        touches = self._read
        if limit is not None:
            touches = (*touches, (run.time, "now", False))
        run.act("wait for", self, touches)
        if self._flag or limit == 0:
            return self._flag
        waiter = [False]
        self._waiters.append(waiter)
        woken = run.act(
            "wake up from", self, self._read, lambda: waiter[0], limit
        )
        if not woken:
            self._waiters = [w for w in self._waiters if w is not waiter]
        return woken


class Semaphore(Model):
    """Models threading.Semaphore."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._begin()
        self._value = self._initial = value

    def _outlive(self, real):
        copy = real(self._initial)
        copy._value = self._value
        return copy

    def _is_free(self):
        return self._value > 0

    def acquire(self, blocking=True, timeout=None):
        """See threading.Semaphore.acquire."""
        run = acting()
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        if not blocking or timeout == 0:
            return self._try(run)
        limit = seconds(timeout)
        if limit is not None:
            run.act("set the timer of", self, ((run.time, "now", False),))
        if run.act("acquire", self, self._write, self._is_free, limit):
            self._value -= 1
            return True
        return False

    def _try(self, run):
        def touches():
            return self._write if self._is_free() else self._read

        look = None if self._is_free() else self._record
        run.act("try to acquire", self, touches, look=look)
        if not self._is_free():
            return False
        run.current.spin.effect()
        self._value -= 1
        return True

    def release(self, n=1):
        """See threading.Semaphore.release."""
        if n < 1:
            raise ValueError("n must be one or more")
        acting().act("release", self, self._write)
        self._give(n)

    def _give(self, n):
        self._value += n

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *exc_info):
        self.release()


class BoundedSemaphore(Semaphore):
    """Models threading.BoundedSemaphore."""

    def _give(self, n):
        if self._value + n > self._initial:
            raise ValueError("Semaphore released too many times")
        self._value += n


class _Round:
    """One filling of a barrier."""

    def __init__(self):
        self.count = 0
        self.open = self.broken = False


class Barrier(Model):
    """Models threading.Barrier."""

    def __init__(self, parties, action=None, timeout=None):
        if parties < 1:
            raise ValueError("parties must be >= 1")
        self._begin()
        self._parties, self._action = parties, action
        self._gate = self._is_open if action else None
        self._timeout = timeout
        self._round = _Round()
        self._broken = self._acting = False

    def _is_open(self):
        """Nobody comes in while the action runs: the lock is held."""
        return not self._acting

    def _outlive(self, real):
        return real(self._parties, self._action, self._timeout)

    @property
    def parties(self):
        """See threading.Barrier.parties."""
        return self._parties

    @property
    def n_waiting(self):
        """See threading.Barrier.n_waiting."""
        acting().act("look at", self, self._read, look=self._record)
        return self._round.count

    @property
    def broken(self):
        """See threading.Barrier.broken."""
        acting().act("look at", self, self._read, look=self._record)
        return self._broken

    def wait(self, timeout=None):
        """See threading.Barrier.wait."""
        run = acting()
        limit = seconds(self._timeout if timeout is None else timeout)
        touches = self._write
        if limit is not None:
            touches = (*touches, (run.time, "now", False))
        run.act("arrive at", self, touches, self._gate)
        if self._broken:
            raise threading.BrokenBarrierError
        turn = self._round
        index = turn.count
        turn.count += 1
        if turn.count == self._parties:
            self._release(run, turn)
            return index
        passed = run.act(
            "pass", self, self._write, lambda: turn.open or turn.broken, limit
        )
        if not passed and self._acting:
            run.act("pass", self, self._write, self._is_open)
            passed = turn.open
        if not passed:
            self._break()
        if turn.broken:
            raise threading.BrokenBarrierError
        return index

    def _release(self, run, turn):
        if self._action:
            self._act(run)
        self._round = _Round()
        turn.open = True

    def _act(self, run):
        step, self._acting = run.step, True
        try:
            call(self._action)
        except BaseException:
            self._break()
            raise
        finally:
            if run.step != step and not run.stopping:
                run.act("open", self, self._write)
            self._acting = False

    def _break(self):
        self._round.broken = True
        self._broken = True
        self._round.count = 0

    def reset(self):
        """See threading.Barrier.reset."""
        acting().act("reset", self, self._write, self._gate)
        self._round.broken = True
        self._round = _Round()
        self._broken = False

    def abort(self):
        """See threading.Barrier.abort."""
        acting().act("abort", self, self._write, self._gate)
        self._break()
