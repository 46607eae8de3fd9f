"""The threads that carry a run: operating-system threads, one at a time.

Each task of a run has a lock of its own to sleep on; handing over means
releasing the lock of the next one.  Threads are kept for the next run, since
starting one costs more than a whole short schedule; but not if they carry
data of their own (a threading.local made before the search).  With greenlets
instead, a run needs no thread at all, but nothing can rescue it from a
blocking call.
"""

import contextvars
from _thread import allocate_lock, get_ident, start_new_thread


class Threads:
    """Operating-system threads (the default)."""

    def __init__(self, reuse=True):
        self.idents = set()
        self._reuse = reuse
        self._idle = []
        self._closed = False

    def launch(self, task, body):
        """Give the task a thread that sleeps until it is woken."""
        task.bed = allocate_lock()
        task.bed.acquire()
        job = (task, body)
        try:
            worker = self._idle.pop()
        except IndexError:
            start_new_thread(self._work, (job,))
        else:
            worker.append(job)
            worker[0].release()

    def _work(self, job):
        self.idents.add(get_ident())
        while job is not None:
            task, body = job
            task.ident = get_ident()
            task.bed.acquire()
            contextvars.Context().run(body)
            job = task = body = None
            if self._closed or not self._reuse:
                self.idents.discard(get_ident())  # another may be given it
                break
            worker = [allocate_lock()]
            worker[0].acquire()
            self._idle.append(worker)
            worker[0].acquire()
            job = worker[1]

    def begin(self):
        """Prepare one run."""
        self._finished = allocate_lock()
        self._finished.acquire()

    def wake(self, task):
        """Let the task go on."""
        task.bed.release()

    def sleep(self, task):
        """Suspend the calling task until it is woken."""
        task.bed.acquire()

    def finish(self):
        """Called by the last task of a run."""
        self._finished.release()

    def wait(self, seconds):
        """Wait for the end of the run; return whether it came."""
        return self._finished.acquire(True, seconds)

    def abandon(self, idents):
        """Disown threads that will not come back."""
        self.idents -= idents

    def close(self):
        """Send the idle threads home."""
        self._closed = True
        while self._idle:
            worker = self._idle.pop()
            worker.append(None)
            worker[0].release()


class Greenlets:
    """Greenlets (https://greenlet.readthedocs.io), if installed."""

    def __init__(self, reuse=True):
        try:
            from greenlet import greenlet
        except ImportError:
            raise ValueError(
                "backend='greenlets' needs the package greenlet: "
                "pip install greenlet"
            ) from None
        self._greenlet = greenlet
        self.idents = {get_ident()}

    def launch(self, task, body):
        task.ident = get_ident()

        def start():
            contextvars.Context().run(body)

        task.bed = self._greenlet(start, parent=self._hub)

    def begin(self):
        self._hub = self._greenlet.getcurrent()
        self._next = None

    def wake(self, task):
        self._next = task

    def sleep(self, task):
        self._hub.switch()

    def finish(self):
        self._next = None

    def wait(self, seconds):
        while self._next is not None:
            task, self._next = self._next, None
            task.bed.switch()
        return True

    def abandon(self, idents):
        pass

    def close(self):
        pass


CREWS = {"threads": Threads, "greenlets": Greenlets}
