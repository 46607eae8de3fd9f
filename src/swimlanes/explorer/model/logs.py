"""The logging module keeps handlers and levels for the whole process.

Each run begins with those that were there before the search.  The locks of
these handlers get a twin per run: a handler's code may be the learner's own.
"""

import sys

from ..engine import current_run
from .twins import twin


class HandlerLock:
    """In a run the twin of a handler's lock, elsewhere the real one."""

    def __init__(self, real):
        self.real = real

    def _lock(self):
        run = current_run()
        return self.real if run is None else twin(self.real, run)

    def acquire(self, *args, **kwargs):
        return self._lock().acquire(*args, **kwargs)

    def release(self):
        self._lock().release()

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *exc_info):
        self.release()


class Logs:
    """What the logging module knows, if it is in use."""

    def __init__(self):
        self._loggers, self._handlers = {}, []
        self._logging = sys.modules.get("logging")
        if self._logging is None:
            return
        for logger in self._all_loggers():
            self._loggers[logger] = list(logger.handlers), logger.level
        for reference in self._logging._handlerList:
            handler = reference()
            if handler is not None and handler.lock is not None:
                lock = handler.lock
                self._handlers.append((handler, lock, HandlerLock(lock)))

    def _all_loggers(self):
        named = list(self._logging.root.manager.loggerDict.values())
        kind = self._logging.Logger
        return [self._logging.root, *(n for n in named if isinstance(n, kind))]

    def fresh(self):
        """Forget what a run has added."""
        self._put_back()
        for handler, _, lock in self._handlers:
            handler.lock = lock

    def close(self):
        """Leave everything as it was found."""
        self._put_back()
        for handler, lock, _ in self._handlers:
            handler.lock = lock

    def _put_back(self):
        if self._logging is None:
            return
        new = [], self._logging.NOTSET
        for logger in self._all_loggers():
            handlers, level = self._loggers.get(logger, new)
            if logger.handlers != handlers:
                logger.handlers[:] = handlers
            if logger.level != level:
                logger.setLevel(level)
