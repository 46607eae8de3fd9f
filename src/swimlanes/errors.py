"""Mistakes of the reader's, each told in one line.

A notebook shows an exception with every frame that led to it.  For a slip in
a cell's options those frames are the package's own and help nobody, so these
errors render themselves as a single line.  They stay real exceptions: tools
that run notebooks see a cell that failed.
"""


class _OneLine:
    def _render_traceback_(self):
        return [f"{type(self).__name__}: {self}"]


class ProgramError(_OneLine, Exception):
    """The program could not run, or did not end as the cell says it should.

    Attributes
    ----------
    result
        The `swimlanes.program.Result`, or None if nothing ran.
    """

    result = None


class Interrupted(_OneLine, KeyboardInterrupt):
    """The reader stopped the program; `result` holds what it had printed."""

    result = None
