"""Numbers for the places in the source where something is accessed."""

import linecache

from .places import is_machinery

SITES = []  # number -> Site
_numbers = {}


class Site:
    """An access: its file, line, and text in the source."""

    __slots__ = ("file", "line", "_span")

    def __init__(self, file, span):
        self.file, self.line, self._span = file, span[0], span

    @property
    def text(self):
        """The expression, as the learner wrote it."""
        line, start, last, end = self._span
        source = linecache.getline(self.file, line).rstrip("\n").encode()
        part = source[start:end] if last == line else source[start:]
        return part.decode(errors="replace").strip()


def number(file, node, tag=""):
    """Return the number of the access that `node` makes in `file`."""
    span = (node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)
    key = (file, span, type(node).__name__, tag)
    return _number_of(key, Site, file, span)


def at(frame, verb):
    """Return the number of an operation that a library call makes."""
    file, line = frame.f_code.co_filename, frame.f_lineno
    key = (file, line, frame.f_lasti, verb)
    return _number_of(key, Site, file, (line, 0, line, None))


class Call:
    """A call that no line of the learner's makes, such as a callback."""

    file = line = None

    def __init__(self, text):
        self.text = text


def of_call(frame, function):
    """Return the number of a call that a library makes for the learner."""
    if not is_machinery(frame.f_code.co_filename):
        return at(frame, "call")
    text = f"{getattr(function, '__name__', 'a call')}()"
    return _number_of((frame.f_code, frame.f_lasti, text), Call, text)


def _number_of(key, kind, *details):
    if key not in _numbers:
        _numbers[key] = len(SITES)
        SITES.append(kind(*details))
    return _numbers[key]
