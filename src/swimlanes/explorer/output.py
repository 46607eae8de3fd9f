"""What a scenario prints is kept, and shown for the failing run only."""

import io
import sys

from .engine import current_run


class Capture:
    """``with Capture() as capture:`` prints of controlled threads go to
    ``capture.text``; everybody else's go where they always went."""

    def __init__(self, is_ours=current_run):
        self._is_ours = is_ours

    def __enter__(self):
        self._real = sys.stdout, sys.stderr
        self._buffer = io.StringIO()
        sys.stdout = _Fork(self._real[0], self._buffer, self._is_ours)
        sys.stderr = _Fork(self._real[1], self._buffer, self._is_ours)
        return self

    def __exit__(self, *exc_info):
        sys.stdout, sys.stderr = self._real

    def fresh(self):
        """Forget what was printed."""
        self._buffer.seek(0)
        self._buffer.truncate()

    @property
    def text(self):
        """What was printed since `fresh`."""
        return self._buffer.getvalue()


class _Fork:
    def __init__(self, real, buffer, is_ours):
        self._real, self._buffer, self._is_ours = real, buffer, is_ours

    def _target(self):
        return self._buffer if self._is_ours() else self._real

    def write(self, text):
        return self._target().write(text)

    def flush(self):
        if not self._is_ours():
            self._real.flush()

    def __getattr__(self, name):
        return getattr(self._real, name)
