"""The states to step through: exact, complete, small or refused."""

import asyncio
import json
import time
from threading import Condition, Lock, Thread

import pytest

from swimlanes import replay, step
from swimlanes.explorer import outcomes
from swimlanes.schedule_drawing import words_of
from swimlanes.state_graph import TooLarge
from swimlanes.stepping import schedule_of


class Office:
    def __init__(self):
        self.tickets, self.sold = 1, 0

    def sell(self):
        if self.tickets > 0:
            self.tickets -= 1
            self.sold += 1


def run(**threads):
    started = [Thread(target=f, name=n) for n, f in threads.items()]
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()


def oversell():
    office = Office()
    run(Ada=office.sell, Ben=office.sell)
    assert office.sold == 1, f"{office.sold} tickets sold"


def locked():
    office, door = Office(), Lock()

    def sell():
        with door:
            office.sell()

    run(Ada=sell, Ben=sell)
    assert office.sold == 1


def embrace():
    left, right = Lock(), Lock()

    def ada():
        with left, right:
            pass

    def ben():
        with right, left:
            pass

    run(Ada=ada, Ben=ben)


def buffer():
    items, door = [], Condition()

    def take():
        with door:
            if not items:
                door.wait()
            items.pop()

    def put():
        with door:
            items.append(1)
            door.notify()

    run(Eve=take, Fay=take, Put=put)


def early():
    ready = []

    def prepare():
        time.sleep(1)
        ready.append(True)

    def use():
        time.sleep(2)
        assert ready, "not ready"

    run(Ada=prepare, Ben=use)


def nested():
    box = [0]

    def add():
        box[0] += 1

    def both():
        run(Cyd=add)
        add()

    run(Ada=both, Ben=add)
    assert box[0] == 3, f"only {box[0]}"


SMALL = [oversell, locked, embrace, buffer, early]


def walks(data, number=0):
    """Yield all walks to an end: (choices, number of the end)."""
    node = data["nodes"][number]
    if "end" in node:
        yield [], number
        return
    for thread, (target, _) in node["go"].items():
        for path, end in walks(data, target):
            yield [thread, *path], end


def told(data, steps, thread):
    texts = data["texts"]
    return [
        (data["threads"][thread], line, texts[head] + texts[tail])
        for _, line, head, tail, _ in steps
    ]


def ends_of(data):
    return {
        (node["end"], node.get("message", ""))
        for node in data["nodes"]
        if "end" in node
    }


@pytest.fixture(scope="module")
def steppers():
    return {scenario: step(scenario) for scenario in SMALL}


@pytest.mark.parametrize("scenario", SMALL)
@pytest.mark.parametrize("brute", [False, True])
def test_every_end_is_there_and_no_other(steppers, scenario, brute):
    if brute and scenario is buffer:
        pytest.skip("brute force takes minutes")
    limit = {"reduce": False, "preemptions": 2} if brute else {}
    real = {
        (e.failure.kind, e.failure.message) if e.failure else ("right", "")
        for e in outcomes(scenario, **limit)
    }
    assert ends_of(steppers[scenario].data) == real


@pytest.mark.parametrize("scenario", SMALL)
def test_every_walk_replays_step_by_step_to_the_same_end(steppers, scenario):
    data = steppers[scenario].data
    all_walks = list(walks(data))
    for path, end in all_walks[:: len(all_walks) // 15 + 1]:
        verdict = replay(scenario, schedule_of(data, path))
        node = data["nodes"][end]
        failure = verdict.failure
        assert node["end"] == (failure.kind if failure else "right")
        assert node.get("message", "") == (failure.message if failure else "")
        real = iter(
            (s.thread, s.line, "".join(words_of(s)))
            for s in verdict.trace.steps
        )
        number = 0
        for thread in path:
            number, steps = data["nodes"][number]["go"][thread]
            for one in told(data, steps, thread):
                assert one in real, (path, one)  # in this order


def test_the_values_of_a_state_are_the_real_ones(steppers):
    data = steppers[oversell].data
    texts = data["texts"]
    compared = 0
    for path, _ in list(walks(data))[::7]:
        values, number = {"tickets": "1", "sold": "0"}, 0
        for thread in path:
            number, steps = data["nodes"][number]["go"][thread]
            for _, _, said in told(data, steps, thread):
                for sign in (" is ", " := "):
                    if sign in said:
                        name, value = said.split(sign)
                        values[name.partition(".")[2]] = value
            shown = {
                texts[label].partition(".")[2]: texts[value]
                for label, value in data["nodes"][number]["values"]
            }
            assert shown == values
            compared += 1
    assert compared > 100


def test_containers_are_shown_as_they_are(steppers):
    data = steppers[buffer].data
    texts = data["texts"]
    seen = {
        (texts[label], texts[value])
        for node in data["nodes"]
        for label, value in node["values"]
    }
    assert seen == {("items", "[]"), ("items", "[1]")}


def test_locks_and_who_waits_for_whom(steppers):
    data = steppers[embrace].data
    texts = data["texts"]
    dead = next(n for n in data["nodes"] if n.get("end") == "deadlock")
    held = {t: [texts[i] for i in locks] for t, locks in dead["held"].items()}
    assert held == {1: ["left"], 2: ["right"]}
    waits = {
        t: (texts[verb], texts[what], [texts[h] for h in holders])
        for t, (verb, what, _, _, holders) in dead["next"].items()
    }
    assert waits == {
        0: ("join", "Ada", ["Ada"]),
        1: ("acquire", "right", ["Ben"]),
        2: ("acquire", "left", ["Ada"]),
    }


def test_who_cannot_go_on_is_not_a_choice(steppers):
    data = steppers[locked].data
    for node in data["nodes"]:
        for holder in node["held"]:
            other = 3 - holder
            if "go" in node and other in node["next"]:
                assert (other in node["go"]) is False


def test_every_choice_does_something(steppers):
    for stepper in steppers.values():
        nodes = stepper.data["nodes"]
        idle = [
            steps
            for node in nodes
            for target, steps in node.get("go", {}).values()
            if not steps
        ]
        assert idle == []


def test_the_shortest_way_is_the_shortest(steppers):
    stepper = steppers[oversell]
    data = stepper.data

    def switches(path):
        return sum(a != b for a, b in zip([0, *path], path, strict=False))

    ways = [
        (switches(path), path)
        for path, end in walks(data)
        if end in data["goals"]
    ]
    assert min(ways)[0] == stepper.switches == data["fewest"]
    assert replay(oversell, stepper.schedule).kind == "failure"


def test_a_timer_may_be_late(steppers):
    assert ("assertion", "AssertionError: not ready") in ends_of(
        steppers[early].data
    )


def test_threads_that_start_threads():
    with pytest.raises(ValueError, match="start them all from one thread"):
        step(both_start)
    stepper = step(nested)
    assert stepper.data["threads"] == ["main", "Ada", "Ben", "Cyd"]
    assert len(ends_of(stepper.data)) == 3


def both_start():
    def ada():
        run(Cyd=lambda: None)

    def ben():
        run(Dan=lambda: None)

    run(Ada=ada, Ben=ben)


def test_a_goal_in_words():
    sold = step(oversell, goal="2 tickets sold")
    assert "2 tickets sold" in str(sold)
    right = step(oversell, goal="right")
    assert replay(oversell, right.schedule).failure is None
    assert right.switches < sold.switches


def test_a_goal_that_is_never_reached():
    with pytest.raises(ValueError, match="no schedule .* right$"):
        step(locked, goal="deadlock")


def test_the_same_data_each_time():
    first, second = step(embrace), step(embrace)
    assert first.to_html() == second.to_html()


def test_too_large_is_refused_with_advice():
    def crowd():
        box = [0]

        def add():
            for _ in range(9):
                box[0] += 1

        run(Ada=add, Ben=add, Cyd=add)

    with pytest.raises(TooLarge, match="two threads, one round"):
        step(crowd, seconds=2)


def test_too_many_bytes_are_refused(monkeypatch):
    monkeypatch.setattr("swimlanes.stepping.SIZE", 1000)
    with pytest.raises(TooLarge, match="more than 1,000"):
        step(embrace)


@pytest.mark.parametrize(
    "wrong, words",
    [
        ({"goal": 3}, "goal=3"),
        ({"challenge": 3}, "challenge=3"),
        ({"challenge": {"en": 3}}, "challenge="),
    ],
)
def test_bad_options_say_what_is_meant(wrong, words):
    with pytest.raises(TypeError, match=words):
        step(embrace, **wrong)


def test_scenarios_that_cannot_be_used():
    async def tasks():
        await asyncio.sleep(0)

    def alone():
        pass

    def needy(parameter):
        pass

    with pytest.raises(TypeError, match="is async"):
        step(tasks)
    with pytest.raises(ValueError, match="needs a scenario that starts"):
        step(alone)
    with pytest.raises(TypeError, match="has a parameter"):
        step(needy)
    with pytest.raises(TypeError, match="needs a function"):
        step(None)


def test_a_scenario_that_remembers_is_refused():
    keep = iter(range(1000))

    def forgets():
        box = [0]
        odd = next(keep) % 2

        def add():
            box[0] += 1
            if odd:
                box.append(1)

        run(Ada=add, Ben=add)

    with pytest.raises(ValueError, match="Something outlives a run"):
        step(forgets)


def test_a_scenario_that_gets_away_is_refused():
    def endless():
        def ada():
            while True:
                pass

        run(Ada=ada)

    with pytest.raises(ValueError, match="cannot run endless"):
        step(endless)


def test_a_notebook_gets_a_page_and_a_text():
    stepper = step(embrace)
    bundle = stepper._repr_mimebundle_()
    assert bundle["text/plain"] == str(stepper)
    assert "Ada waits: acquire right, held by Ben" in bundle["text/plain"]
    assert bundle["text/html"] == stepper.to_html()
    json.dumps(stepper.data)
