"""Numbers for the places in the source where something is accessed."""

import linecache

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
    if key not in _numbers:
        _numbers[key] = len(SITES)
        SITES.append(Site(file, span))
    return _numbers[key]


def at(frame, verb):
    """Return the number of an operation that a library call makes."""
    line = frame.f_lineno
    key = (frame.f_code.co_filename, line, frame.f_lasti, verb)
    if key not in _numbers:
        _numbers[key] = len(SITES)
        SITES.append(Site(frame.f_code.co_filename, (line, 0, line, None)))
    return _numbers[key]
