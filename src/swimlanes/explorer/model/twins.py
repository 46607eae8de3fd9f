"""Locks and queues made before the search get a model of their own per run.

A lock at the top of a module or in a class attribute exists before the first
run.  Whoever reaches for it in a run is given its twin, fresh in every run.
"""

import queue
import threading

from . import locks, queues, signals
from .base import Model


def _semaphore(real, model):
    return model(getattr(real, "_initial_value", real._value))


def _event(real):
    event = signals.Event()
    event._flag = real.is_set()
    return event


def _queue(real, model):
    copy = model() if model is queues.SimpleQueue else model(real.maxsize)
    copy.queue.extend(getattr(real, "queue", ()))
    copy.unfinished_tasks = getattr(real, "unfinished_tasks", 0)
    return copy


MAKERS = {
    type(threading.Lock()): lambda real: locks.Lock(),
    type(threading.RLock()): lambda real: locks.RLock(),
    threading.Condition: lambda real: locks.Condition(twin(real._lock)),
    threading.Event: _event,
    threading.Semaphore: lambda real: _semaphore(real, signals.Semaphore),
    threading.BoundedSemaphore: lambda real: _semaphore(
        real, signals.BoundedSemaphore
    ),
    threading.Barrier: lambda real: signals.Barrier(
        real._parties, real._action, real._timeout
    ),
    queue.Queue: lambda real: _queue(real, queues.Queue),
    queue.LifoQueue: lambda real: _queue(real, queues.LifoQueue),
    queue.PriorityQueue: lambda real: _queue(real, queues.PriorityQueue),
    queue.SimpleQueue: lambda real: queues.SimpleQueue(),
}


def twin(thing, run=None):
    """Return the model that stands for `thing`, or `thing` itself."""
    maker = MAKERS.get(type(thing))
    if maker is None or isinstance(thing, Model):
        return thing
    if run is None:
        from ..engine import current_run

        run = current_run()
        if run is None:
            return thing
    found = run.twins.get(id(thing))
    if found is None:
        found = run.twins[id(thing)] = (maker(thing), thing)
    return found[0]
