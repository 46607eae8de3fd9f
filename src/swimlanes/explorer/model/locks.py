"""Lock, RLock and Condition, as in the threading module's documentation.

A notification is kept by the waiter, as in CPython: whoever is notified and
finds the lock free goes on, in the order of waiting.
"""

from collections import deque
from threading import TIMEOUT_MAX

from ..engine import current_run
from ..races import FOREIGN_RELEASE, share
from .base import Model, acting, seconds
from .outliving import real_of


class Lock(Model):
    """Models threading.Lock."""

    def __init__(self):
        self._begin()
        self._owner = None
        self._depth = 0

    def _is_free(self):
        return self._owner is None

    def _holders(self):
        return (self._owner,) if self._owner is not None else ()

    def acquire(self, blocking=True, timeout=-1):
        """See threading.Lock.acquire."""
        run = acting()
        _check_timeout(blocking, timeout)
        if not blocking or timeout == 0:
            return self._try(run)
        limit = None if timeout == -1 else seconds(timeout)
        if limit is not None:
            run.act("set the timer of", self, ((run.time, "now", False),))
        if run.act("acquire", self, self._write, self._is_free, limit):
            self._take(run, 1)
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
        self._take(run, 1)
        return True

    def release(self):
        """See threading.Lock.release."""
        run = acting()
        run.act("release", self, self._write)
        if self._owner is None:
            raise RuntimeError("release unlocked lock")
        if self._owner is not run.current:
            share(run, FOREIGN_RELEASE)
        self._drop(run)

    def locked(self):
        """See threading.Lock.locked."""
        run = acting()
        run.act("look at", self, self._read, look=self._record)
        return self._owner is not None

    def _take(self, run, depth):
        task = run.current
        self._owner, self._depth = task, depth
        task.held |= {self}
        if run.trace is not None:
            run.trace.holds(task)

    def _drop(self, run):
        depth = self._depth
        self._owner.held -= {self}
        if run.trace is not None:
            run.trace.holds(self._owner)
        self._owner, self._depth = None, 0
        return depth

    def _is_owned(self):
        return self._owner is not None

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *exc_info):
        self.release()


def _check_timeout(blocking, timeout):
    if not blocking and timeout != -1:
        raise ValueError("can't specify a timeout for a non-blocking call")
    if timeout < 0 and timeout != -1:
        raise ValueError("timeout value must be a non-negative number")
    if timeout > TIMEOUT_MAX:
        raise OverflowError("timeout value is too large")


class RLock(Lock):
    """Models threading.RLock."""

    def acquire(self, blocking=True, timeout=-1):
        """See threading.RLock.acquire."""
        run = acting()
        _check_timeout(blocking, timeout)
        if self._owner is run.current:
            self._depth += 1
            return True
        return super().acquire(blocking, timeout)

    def release(self):
        """See threading.RLock.release."""
        run = acting()
        if self._owner is not run.current:
            raise RuntimeError("cannot release un-acquired lock")
        if self._depth > 1:
            self._depth -= 1
            return
        super().release()

    def _is_owned(self):
        run = current_run()
        return run is not None and self._owner is run.current


class _Waiter:
    __slots__ = ("notified",)

    def __init__(self):
        self.notified = False


class Condition(Model):
    """Models threading.Condition."""

    def __init__(self, lock=None):
        self._begin()
        if lock is None:
            lock = RLock()
            lock._label = self._label
        self._lock = current_twin(lock)
        self._waiters = deque()
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def _holders(self):
        return self._lock._holders()

    def _outlive(self, real):
        lock = self._lock
        return real(real_of(lock) if isinstance(lock, Model) else lock)

    def _check_owned(self, run, what):
        lock = self._lock
        if lock._owner is run.current:
            return
        if type(lock) is Lock:  # it counts if anybody holds it
            run.act("look at", lock, lock._read)
        if not lock._is_owned():
            raise RuntimeError(f"cannot {what} un-acquired lock")

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *exc_info):
        return self._lock.__exit__(*exc_info)

    def wait(self, timeout=None):
        """See threading.Condition.wait."""
        run = acting()
        lock = self._lock
        self._check_owned(run, "wait on")
        limit = seconds(timeout)
        touches = lock._write
        if limit is not None:
            touches = (*touches, (run.time, "now", False))
        run.act("wait for", self, touches)
        waiter = _Waiter()
        self._waiters.append(waiter)
        depth = lock._drop(run)
        if limit is None:
            run.act(
                "wake up from",
                _Waking(self, waiter),
                lock._write,
                lambda: waiter.notified and lock._is_free(),
            )
            lock._take(run, depth)
            return True
        run.act(
            "wake up from",
            _Waking(self, waiter),
            self._lock._read,
            lambda: waiter.notified,
            limit,
        )
        woken = waiter.notified
        run.act("acquire", lock, lock._write, lock._is_free)
        lock._take(run, depth)
        if not woken and waiter in self._waiters:
            self._waiters.remove(waiter)
        return woken

    def wait_for(self, predicate, timeout=None):
        """See threading.Condition.wait_for."""
        end, result = None, predicate()
        while not result:
            left = None
            if timeout is not None:
                now = acting().now
                end = now + timeout if end is None else end
                left = end - now
                if left <= 0:
                    break
            self.wait(left)
            result = predicate()
        return result

    def notify(self, n=1):
        """See threading.Condition.notify."""
        run = acting()
        self._check_owned(run, "notify on")
        run.mention("notify" if n == 1 else f"notify {n} of", self)
        self._wake(n)

    def notify_all(self):
        """See threading.Condition.notify_all."""
        run = acting()
        self._check_owned(run, "notify on")
        run.mention("notify all of", self)
        self._wake(len(self._waiters))

    notifyAll = notify_all  # noqa: N815 - the old name, still offered

    def _wake(self, n):
        for _ in range(min(n, len(self._waiters))):
            self._waiters.popleft().notified = True


class _Waking:
    """What a waiter waits for: first a notification, then the lock."""

    def __init__(self, condition, waiter):
        self._label = condition._label
        self._condition, self._waiter = condition, waiter

    def _holders(self):
        return self._condition._holders() if self._waiter.notified else ()


def current_twin(thing):
    """Return the model of a real lock, queue, … that was made outside."""
    from .twins import twin

    return twin(thing)
