"""The simulator against a pencil, and laws that hold for every mix."""

import random

import pytest

from swimlanes.scheduling import SYSTEM, Job, simulate

MIX = [
    Job("Ada", (30, 90, 30, 90, 30)),
    Job("Ben", (30, 90, 30)),
    Job("Cyd", (30,)),
]
SUMS = [Job("Ada", (90,)), Job("Ben", (60,)), Job("Cyd", (30,))]
POLICIES = [
    ("batch", {}),
    ("multiprogramming", {}),
    ("shortest first", {}),
    ("round robin", {"quantum": 7}),
    ("priority", {}),
]


def drawn(schedule, name, state="running"):
    """Return (start, end) in ms of the spans of one lane in one state."""
    return [
        (round(1000 * span.start), round(1000 * span.end))
        for span in schedule.timeline.lane(name).spans
        if span.state == state
    ]


# --- by hand ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("jobs", "policy", "options", "finish"),
    [
        # one after the other: 270, then 150 more, then 30 more
        (MIX, "batch", {}, (270, 420, 450)),
        # the same, with 60 ms of setting up between two jobs
        (MIX, "batch", {"switch_cost": 60}, (270, 480, 570)),
        # A 0-30, B 30-60, C 60-90, A 120-150, B 150-180, A 240-270
        (MIX, "multiprogramming", {}, (270, 180, 90)),
        # a switch before B, C, A, B, A; those at 120, 151 and 242 in idle
        # time or behind another: A 30, B 31-61, C 62-92, A 121-151,
        # B 152-182, A 242-272
        (MIX, "multiprogramming", {"switch_cost": 1}, (272, 182, 92)),
        # A10 B10 C10 A10 B10 C10 A10 B10 C10: A out at 70, B at 80, C 90;
        # A 160-170, B joins at 170 before A, whose slice is over:
        # B A B A B until 220; that is A 160-170, 180-190, 200-210;
        # A is out until 300, and ends at 330
        (MIX, "round robin", {"quantum": 10}, (330, 220, 90)),
        (SUMS, "batch", {}, (90, 150, 180)),
        (SUMS, "multiprogramming", {}, (90, 150, 180)),
        (SUMS, "shortest first", {}, (180, 90, 30)),
        # three share until 90, two until 150, one until 180
        (SUMS, "round robin", {"quantum": 10}, (180, 150, 90)),
        # the quantum is never used up: the same as multiprogramming
        (SUMS, "round robin", {"quantum": 90}, (90, 150, 180)),
        # nobody is more urgent than another: first come, first served
        (SUMS, "priority", {}, (90, 150, 180)),
    ],
)
def test_finish_by_hand(jobs, policy, options, finish):
    schedule = simulate(jobs, policy, **options)
    assert tuple(schedule.finish.values()) == finish


def test_shortest_first_looks_at_the_next_burst_not_at_the_whole_job():
    jobs = [Job("Ada", (5, 5, 50)), Job("Ben", (20,))]
    schedule = simulate(jobs, "shortest first")
    # A 0-5 (I/O until 10), B 5-25, A 25-75
    assert schedule.finish == {"Ada": 75, "Ben": 25}
    assert drawn(schedule, "Ada", "ready") == [(10, 25)]


def test_shortest_first_takes_nothing_away():
    jobs = [Job("Ada", (50,)), Job("Ben", (5,), arrival=10)]
    schedule = simulate(jobs, "shortest first")
    assert schedule.finish == {"Ada": 50, "Ben": 55}


def test_an_urgent_job_takes_the_processor_at_once_also_after_its_io():
    jobs = [
        Job("Ada", (60,)),
        Job("Ben", (10, 20, 10), arrival=10, priority=1),
    ]
    schedule = simulate(jobs, "priority")
    # A 0-10, B 10-20 (I/O until 40), A 20-40, B 40-50, A 50-80
    assert schedule.finish == {"Ada": 80, "Ben": 50}
    assert drawn(schedule, "Ada") == [(0, 10), (20, 40), (50, 80)]
    assert schedule.waiting == {"Ada": 20, "Ben": 0}
    assert schedule.switches == 4


def test_who_lost_the_processor_keeps_its_place_among_equals():
    jobs = [
        Job("Ada", (20,)),
        Job("Ben", (20,)),
        Job("Cyd", (5,), arrival=10, priority=1),
    ]
    # A 0-10, C 10-15, A 15-25, B 25-45
    assert simulate(jobs, "priority").finish == {
        "Ada": 25,
        "Ben": 45,
        "Cyd": 15,
    }


def test_an_urgent_job_that_comes_during_a_switch_is_next():
    jobs = [
        Job("Ada", (10,)),
        Job("Ben", (10,)),
        Job("Cyd", (10,), arrival=11, priority=1),
    ]
    schedule = simulate(jobs, "priority", switch_cost=2)
    # A 0-10, switch to B until 12, to C until 14, C 14-24, B 26-36
    assert schedule.finish == {"Ada": 10, "Ben": 36, "Cyd": 24}
    assert drawn(schedule, SYSTEM) == [(10, 14), (24, 26)]
    assert schedule.switches == 3


def test_who_comes_when_a_quantum_ends_stands_before_who_used_it_up():
    jobs = [Job("Ada", (20,)), Job("Ben", (10,), arrival=10)]
    schedule = simulate(jobs, "round robin", quantum=10)
    assert schedule.finish == {"Ada": 30, "Ben": 20}


def test_a_job_alone_pays_for_no_switch():
    jobs = [Job("Ada", (30, 10, 30))]
    schedule = simulate(jobs, "round robin", quantum=10, switch_cost=5)
    assert (schedule.finish, schedule.switches) == ({"Ada": 70}, 0)


def test_the_processor_idles_until_somebody_comes():
    jobs = [Job("Ada", (10,), arrival=5), Job("Ben", (10,), arrival=100)]
    schedule = simulate(jobs)
    assert schedule.finish == {"Ada": 15, "Ben": 110}
    assert schedule.utilisation == 20 / 105
    assert schedule.turnaround == {"Ada": 10, "Ben": 10}


def test_numbers_by_hand():
    schedule = simulate(MIX)
    assert schedule.utilisation == 180 / 270
    assert schedule.order == ["Cyd", "Ben", "Ada"]
    assert schedule.waiting == {"Ada": 0, "Ben": 30, "Cyd": 60}
    assert schedule.switches == 5
    assert simulate(MIX, "batch").utilisation == 180 / 450


# --- for every mix -----------------------------------------------------------


def random_mix(seed):
    draw = random.Random(seed)
    return [
        Job(
            f"job {number}",
            [draw.randint(1, 20) for _ in range(draw.choice((1, 3, 5)))],
            arrival=draw.choice((0, 0, 5, 30)),
            priority=draw.randint(0, 2),
        )
        for number in range(draw.randint(1, 5))
    ]


def moments(schedule, state):
    """Return, for each job, the set of milliseconds it spends in `state`."""
    return {
        job.name: {
            moment
            for start, end in drawn(schedule, job.name, state)
            for moment in range(start, end)
        }
        for job in schedule.jobs
    }


@pytest.mark.parametrize("policy, options", POLICIES)
@pytest.mark.parametrize("switch_cost", [0, 3])
@pytest.mark.parametrize("seed", range(25))
def test_laws(policy, options, switch_cost, seed):
    jobs = random_mix(seed)
    schedule = simulate(jobs, policy, switch_cost=switch_cost, **options)
    running, ready, blocked = (
        moments(schedule, state) for state in ("running", "ready", "blocked")
    )
    switching = set()
    if switch_cost and schedule.switches:
        for start, end in drawn(schedule, SYSTEM):
            switching |= set(range(start, end))
    busy = [*running.values(), switching]
    whole = set().union(*busy)
    # one at a time
    assert sum(map(len, busy)) == len(whole)
    # nobody is ready while the processor has nothing to do
    held = set().union(*blocked.values()) if policy == "batch" else set()
    assert set().union(*ready.values()) <= whole | held
    for job in jobs:  # each gets what it asks for, and has one state at a time
        assert len(running[job.name]) == job.work
        assert len(blocked[job.name]) == sum(job.bursts) - job.work
        assert len(ready[job.name]) == schedule.waiting[job.name]
    assert len(switching) == switch_cost * schedule.switches
    assert 0 < schedule.utilisation <= 1


@pytest.mark.parametrize("seed", range(25))
def test_of_two_ready_jobs_the_more_urgent_runs(seed):
    schedule = simulate(random_mix(seed), "priority")
    running, ready = moments(schedule, "running"), moments(schedule, "ready")
    for one in schedule.jobs:
        for other in schedule.jobs:
            if one.priority > other.priority:
                assert not ready[one.name] & running[other.name]


@pytest.mark.parametrize("seed", range(25))
def test_nobody_has_the_processor_for_longer_than_a_quantum(seed):
    schedule = simulate(random_mix(seed), "round robin", quantum=7)
    running, ready = moments(schedule, "running"), moments(schedule, "ready")
    for job in schedule.jobs:
        others = set().union(
            *(ready[o.name] for o in schedule.jobs if o is not job)
        )
        run = 0  # milliseconds in a row while somebody else was ready
        for moment in range(max(running[job.name]) + 1):
            both = moment in running[job.name] and moment in others
            run = run + 1 if both else 0
            assert run <= 7 + 6  # who came late waits for the quantum's end


# --- what is shown, what is refused ------------------------------------------


def test_it_shows_itself():
    schedule = simulate(MIX)
    assert str(schedule).splitlines() == [
        "multiprogramming: utilisation 67%",
        "Cyd: finished at 90 ms, ready 60 ms",
        "Ben: finished at 180 ms, ready 30 ms",
        "Ada: finished at 270 ms, ready 0 ms",
    ]
    shown = schedule._repr_mimebundle_()
    assert shown["text/plain"] == str(schedule)
    assert "<svg" in shown["text/html"]
    assert "simulated: multiprogramming" in shown["text/html"]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Job("Ada", (30, 90)), "odd number"),
        (lambda: Job("Ada", ()), "odd number"),
        (lambda: Job("Ada", (30, 0, 30)), "not above 0"),
        (lambda: Job("Ada", (30,), arrival=-1), "below"),
        (lambda: simulate([]), "at least one job"),
        (lambda: simulate([MIX[0], MIX[0]]), "its own name"),
        (lambda: simulate(MIX, "lottery"), "there are: batch, multi"),
        (lambda: simulate(MIX, "round robin"), "quantum"),
        (lambda: simulate(MIX, "batch", quantum=5), "quantum"),
        (lambda: simulate(MIX, "round robin", quantum=0), "above 0"),
        (lambda: simulate(MIX, switch_cost=-1), "cost"),
    ],
)
def test_what_cannot_be_is_refused(make, words):
    with pytest.raises(ValueError, match=words):
        make()
