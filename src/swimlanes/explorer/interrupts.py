"""Ctrl-C ends a search, whenever it comes.

Python forgets an exception that is raised in a weak reference's callback or
in `__del__`, and there are many of them when garbage is collected between
two runs.  So what the handler of SIGINT raises is kept, and raised again
before the next run.
"""

import gc
import signal
from contextlib import suppress


class Interrupts:
    """``with Interrupts() as interrupts: … interrupts.check()``"""

    def __enter__(self):
        self._error, self._held = None, False
        self._handler = signal.getsignal(signal.SIGINT)
        self._ours = False
        if callable(self._handler):
            with suppress(ValueError):  # only the main thread hears of it
                signal.signal(signal.SIGINT, self._handle)
                self._ours = True
        return self

    def __exit__(self, *exc_info):
        if self._ours:
            signal.signal(signal.SIGINT, self._handler)

    def _handle(self, number, frame):
        try:
            self._handler(number, frame)
        except BaseException as error:
            self._error = error
            if not self._held:
                raise

    def check(self):
        """Raise what was to be raised, if it has been forgotten."""
        error, self._error = self._error, None
        if error is not None:
            raise error

    def collect(self):
        """Collect garbage; Ctrl-C comes after it, and not inside."""
        self._held = True
        try:
            gc.collect()
        finally:
            self._held = False
        self.check()
