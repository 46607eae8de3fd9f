"""Starvation, as far as a finite search can see it: bounded overtaking.

That a thread waits for ever is no property of a finite schedule.  That it is
overtaken more than so many times is one.  A thread is *overtaken* when it has
been found waiting for an object (a lock, a semaphore, a condition, a queue)
and another one, which asked for the same object later, is served first.
"""


def announce(run, operation):
    """An operation is announced: after whom does it come?"""
    operation.announced = run.arrivals


def arrive(run, operation):
    """A task was found waiting."""
    if operation.arrived is None:
        run.arrivals += 1
        operation.arrived = run.arrivals


def serve(run, task, operation):
    """A task is served; return whom it overtakes once too often, or None."""
    if operation.ready is None:
        return None
    thing = _thing(operation)
    for other in run.alive:
        waiting = other.operation
        if other is task or waiting is None or waiting.arrived is None:
            continue
        later = operation.announced >= waiting.arrived
        same = _thing(waiting) is thing and waiting.verb == operation.verb
        if later and same:
            waiting.overtaken += 1
            if waiting.overtaken > run.settings.overtaking:
                return other
    return None


def state(run):
    """What decides about overtaking from here on."""
    result = []
    for task in run.alive:
        operation = task.operation
        if operation is not None:
            behind = tuple(
                other.number
                for other in run.alive
                if other.operation is not None
                and other.operation.arrived is not None
                and other.operation.arrived <= operation.announced
            )
            result.append((operation.overtaken, behind))
    return tuple(result)


def _thing(operation):
    return getattr(operation.target, "_condition", operation.target)
