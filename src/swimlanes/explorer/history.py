"""Names for pasts: when two schedules lead to the same state.

An *event* is one visible operation of one thread.  Its name stands for the
thread's past up to it and for the writes that it replaces or sees.  Names are
handed out by a table (hash-consing), so equal names mean equal pasts, exactly
and without hash collisions.

Why the names of all threads' last events determine the state (the argument
for cutting a schedule that reaches a known state):

* A thread is deterministic: what it has done follows from what it has read.
  Its name contains the name of every write that it has read from, so the name
  determines the thread's local state, by induction over the events.
* Every write contains the name of the write before it at the same place, so
  the writes to one place form a chain, and the last link is what the place
  holds.  The names of all threads contain every link, hence all of memory:
  data, lock owners, waiting lists, queues and the clock are all places.
* The same local states and the same memory have the same future.
"""

WHOLE = "*"


class Record:
    """Who wrote last to an object: to all of it, and to each of its parts.

    A part is an attribute name or the key of an item.  An access to the WHOLE
    (a length, an iteration, an insertion) concerns every part.
    """

    __slots__ = ("thing", "whole", "parts", "version", "accesses")

    def __init__(self, thing):
        self.thing = thing  # kept alive, so that its id() stays its own
        self.whole = 0
        self.parts = {}
        self.version = 0
        self.accesses = set()


class History:
    """The table of names, shared by all schedules of one search."""

    def __init__(self):
        self._names = {}

    def name(self, *past):
        """Return the name of a past: the same name for an equal past."""
        return self._names.setdefault(past, len(self._names) + 1)

    def after(self, past, touches):
        """Return the name of the event that follows `past`.

        `touches` are the places it concerns: (record, part, writes).
        """
        seen = [past]
        for record, part, _ in touches:
            seen.append(record.whole)
            if part is WHOLE:
                seen.append(tuple(sorted(record.parts.values())))
            else:
                seen.append(record.parts.get(part, 0))
        return self.name(*seen)


def leave(event, touches):
    """Make `event` the last writer of every place that it writes."""
    for record, part, writes in touches:
        if not writes:
            continue
        if part is WHOLE:
            record.whole = event
            record.parts.clear()
        else:
            record.parts[part] = event
