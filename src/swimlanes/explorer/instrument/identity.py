"""id(), the same in every run: numbers in the order of first asking.

An address depends on what else is in memory, so a program that takes its locks
in the order of their ids would go another way in the next run.  Who asks first
is a matter of the schedule: to ask for the first time is to write to a place
that all of them share.
"""

from ..history import WHOLE

FIRST, STEP = 0x7F0000000000, 64  # looks like an address


def number(run, site, thing):
    """Return a number that only `thing` has in this run."""
    numbers = run.numbers
    if id(thing) not in numbers:
        place = ((run.numbering, WHOLE, True),)
        run.access(site, "write", None, lambda: place)
        if id(thing) not in numbers:  # no other thread was faster
            count = len(numbers)
            numbers[id(thing)] = FIRST + STEP * count, thing
    return numbers[id(thing)][0]
