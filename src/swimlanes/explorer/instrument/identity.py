"""id(), the same in every run: numbers in the order of first asking.

An address depends on what else is in memory, so a program that takes its locks
in the order of their ids would go another way in the next run.  Who asks first
is a matter of the schedule: to ask for the first time is to write to a place
that all of them share.
"""

import builtins

from ..engine import current_run
from ..history import WHOLE

FIRST, STEP = 0x7F0000000000, 64  # looks like an address


def number(run, site, thing):
    """Return a number that only `thing` has in this run."""
    numbers = run.numbers
    if builtins.id(thing) not in numbers:
        place = ((run.numbering, WHOLE, True),)
        run.access(site, "write", None, lambda: place)
        if builtins.id(thing) not in numbers:  # no other thread was faster
            count = len(numbers)
            numbers[builtins.id(thing)] = FIRST + STEP * count, thing
    return numbers[builtins.id(thing)][0]


def asker(site):
    """Return a function to be given to sorted or map in the place of id."""

    def id(thing):
        run = current_run()
        return builtins.id(thing) if run is None else number(run, site, thing)

    return id


def replaced(site, args, kwargs):
    """Return the arguments of a call, with the function id exchanged."""
    if kwargs.get("key") is builtins.id:
        kwargs = {**kwargs, "key": asker(site)}
    if args and args[0] is builtins.id:
        args = (asker(site), *args[1:])
    return args, kwargs
