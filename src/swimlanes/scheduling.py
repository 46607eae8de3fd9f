"""One processor and several jobs, simulated: who runs when, and who decides.

A real system mixes many rules and is disturbed by many others, so that no
two runs are alike.  This model has one processor, one rule at a time and
exact numbers, small enough to be checked with a pencil; its result is drawn
as a recorded run is.  Every job has a disk of its own, so I/O never queues.

Words and rules are those of Silberschatz, Galvin and Gagne, "Operating
System Concepts", chapter "CPU Scheduling".
"""

from collections import deque
from dataclasses import dataclass

from .timeline import Lane, Span, Timeline, join_alike

POLICIES = {  # which of the ready jobs is next: the least; ties keep the line
    "batch": lambda task: 0,
    "multiprogramming": lambda task: 0,
    "round robin": lambda task: 0,
    "shortest first": lambda task: task.left,
    "priority": lambda task: -task.job.priority,
}
SYSTEM = "switching"


@dataclass(frozen=True)
class Job:
    """What one job needs.

    `bursts` are milliseconds, in turn on the processor and waiting for I/O;
    the first and the last are on the processor.  `arrival` is the moment, in
    milliseconds, at which the job is there.  Of two priorities, the greater
    is the more urgent.

    Raises ValueError if that is no job.
    """

    name: str
    bursts: tuple[float, ...]
    arrival: float = 0
    priority: int = 0

    def __post_init__(self):
        object.__setattr__(self, "bursts", tuple(self.bursts))
        if len(self.bursts) % 2 == 0:
            raise ValueError(
                f"the job {self.name} needs an odd number of bursts: "
                "processor, I/O, processor, and so on"
            )
        if min(self.bursts) <= 0 or self.arrival < 0:
            raise ValueError(
                f"in the job {self.name}, a burst is not above 0 ms, or the "
                "arrival is below"
            )

    @property
    def work(self) -> float:
        """Milliseconds on the processor."""
        return sum(self.bursts[::2])


@dataclass(frozen=True)
class Schedule:
    """What came of it: times in milliseconds, and a picture.

    `finish` is the moment at which each job ended, by name, and `switches`
    how often the processor went from one job to another.
    """

    policy: str
    jobs: tuple[Job, ...]
    finish: dict[str, float]
    switches: int
    timeline: Timeline

    @property
    def order(self) -> list[str]:
        """Names of the jobs in the order in which they finished."""
        return sorted(self.finish, key=self.finish.get)

    @property
    def turnaround(self) -> dict[str, float]:
        """Milliseconds from the arrival of each job to its end."""
        return {j.name: self.finish[j.name] - j.arrival for j in self.jobs}

    @property
    def waiting(self) -> dict[str, float]:
        """Milliseconds of each job that were neither work nor I/O of its own.

        It was ready then, and had no processor.
        """
        return {
            j.name: self.turnaround[j.name] - sum(j.bursts) for j in self.jobs
        }

    @property
    def utilisation(self) -> float:
        """Share of the whole time in which the processor worked for a job."""
        whole = max(self.finish.values()) - min(j.arrival for j in self.jobs)
        return sum(job.work for job in self.jobs) / whole

    def __str__(self) -> str:
        lines = [f"{self.policy}: utilisation {self.utilisation:.0%}"]
        lines += [
            f"{name}: finished at {self.finish[name]:g} ms, "
            f"ready {self.waiting[name]:g} ms"
            for name in self.order
        ]
        return "\n".join(lines)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        drawn = self.timeline._repr_mimebundle_()
        return {"text/plain": str(self), "text/html": drawn["text/html"]}


def simulate(
    jobs, policy="multiprogramming", *, quantum=None, switch_cost=0
) -> Schedule:
    """Return how one processor serves `jobs`.

    What happens at the same instant happens in this order: jobs that arrive
    or come back from I/O join the line, as they stand in `jobs`; then who
    has used up a quantum joins behind them.

    Parameters
    ----------
    jobs
        The `Job` objects, each with a name of its own.
    policy
        Who is next, when the processor is free:

        - ``"batch"``: who came first, and until all of that job is done; the
          processor waits while the job waits for I/O;
        - ``"multiprogramming"``: who is first in the line; a job that asks
          for I/O leaves the processor, and joins the line afterwards;
        - ``"shortest first"``: as before, but whose next burst is shortest;
        - ``"round robin"``: who is first in the line, for one quantum;
        - ``"priority"``: who is most urgent, and at once: a less urgent job
          loses the processor, and keeps its place in the line (as under
          SCHED_FIFO, sched(7)).
    quantum
        The most milliseconds at a time, for round robin.
    switch_cost
        Milliseconds that the system takes to go from one job to another.

    Raises
    ------
    ValueError
        If that cannot be simulated.
    """
    jobs = tuple(jobs)
    if not jobs or len({job.name for job in jobs}) < len(jobs):
        raise ValueError("give at least one job, and each its own name")
    if policy not in POLICIES:
        raise ValueError(
            f"there is no policy {policy!r}; there are: {', '.join(POLICIES)}"
        )
    if (quantum is not None) != (policy == "round robin"):
        raise ValueError("a quantum is for round robin, which needs one")
    if quantum is not None and quantum <= 0 or switch_cost < 0:
        raise ValueError("the quantum must be above 0 ms, the cost not below")
    return _Machine(jobs, policy, quantum, switch_cost).run()


class _Task:
    """A job on its way."""

    def __init__(self, job):
        self.job = job
        self.bursts = deque(job.bursts)
        self.left = self.bursts.popleft()  # of the burst it is in
        self.wake = job.arrival
        self.spans = []  # (start, end, state)


class _Machine:
    def __init__(self, jobs, policy, quantum, switch_cost):
        self.jobs, self.policy = jobs, policy
        self.quantum, self.switch_cost = quantum, switch_cost
        self.away = [_Task(job) for job in jobs]  # not there yet, or in I/O
        self.ready = []
        self.done = []
        self.last = None
        self.switching = []  # (start, end)
        self.switches = 0
        self.now = 0

    def run(self):
        while self.away or self.ready:
            self._admit()
            if self.ready:
                task = min(self.ready, key=POLICIES[self.policy])
                self.ready.remove(task)
                self._switch_to(task)
                self._work(task)
            else:
                self.now = min(task.wake for task in self.away)
        finish = {task.job.name: task.spans[-1][1] for task in self.done}
        finish = {job.name: finish[job.name] for job in self.jobs}
        return Schedule(
            self.policy, self.jobs, finish, self.switches, self._timeline()
        )

    def _admit(self):
        """Let into the line whoever is back by now."""
        back = [task for task in self.away if task.wake <= self.now]
        self.away = [task for task in self.away if task.wake > self.now]
        order = [job.name for job in self.jobs]
        back.sort(key=lambda t: (t.wake, order.index(t.job.name)))
        self.ready += back

    def _switch_to(self, task):
        if self.last not in (None, task):
            self.switches += 1
            if self.switch_cost:
                end = self.now + self.switch_cost
                self.switching.append((self.now, end))
                self.now = end
        self.last = task

    def _work(self, task):
        length = min(task.left, self._allowed(task))
        if length:
            task.spans.append((self.now, self.now + length, "running"))
        self.now += length
        task.left -= length
        if not task.left:
            self._end_burst(task)
            return
        if self.policy == "priority":
            self.ready.insert(0, task)
        else:
            self._admit()
            self.ready.append(task)

    def _allowed(self, task):
        """Return for how long the task may have the processor."""
        if self.policy == "round robin":
            return self.quantum
        if self.policy == "priority":
            urgent = [
                max(other.wake - self.now, 0)
                for other in self.away + self.ready
                if other.job.priority > task.job.priority
            ]
            return min(urgent, default=task.left)
        return task.left

    def _end_burst(self, task):
        if not task.bursts:
            self.done.append(task)
            return
        task.wake = self.now + task.bursts.popleft()
        task.left = task.bursts.popleft()
        task.spans.append((self.now, task.wake, "blocked"))
        if self.policy == "batch":  # the processor waits with the job
            self.now = task.wake
            self.ready.insert(0, task)
        else:
            self.away.append(task)

    def _timeline(self):
        tasks = sorted(self.done, key=lambda t: self.jobs.index(t.job))
        lanes = [
            _lane(task.job.name, "process", task.spans, task.job.arrival)
            for task in tasks
        ]
        if self.switching:
            spans = [(a, b, "running") for a, b in self.switching]
            lanes.append(_lane(SYSTEM, "machinery", spans, spans[0][0]))
        return Timeline(lanes, notes=[f"simulated: {self.policy}"])


def _lane(name, kind, spans, start):
    """Return a lane; where nothing was noted, it is ready (or at rest)."""
    rest = "blocked" if kind == "machinery" else "ready"
    filled, at = [], start
    for begin, end, state in spans:
        if begin > at:
            filled.append((at, begin, rest))
        filled.append((begin, end, state))
        at = end
    drawn = [
        Span(
            begin / 1000,
            end / 1000,
            state,
            "I/O" if (kind, state) == ("process", "blocked") else "",
        )
        for begin, end, state in filled
    ]
    return Lane(name, kind, start / 1000, at / 1000, join_alike(drawn))
