"""The data: merging keeps the shares, files survive what programs do."""

import json
import xml.etree.ElementTree as ElementTree

import pytest

from swimlanes.accounting import Sample, crowds, spans
from swimlanes.drawing import as_svg
from swimlanes.timeline import Lane, Span, Timeline, merge

MS = 1_000_000


def shares(found):
    sums = {}
    for span in found:
        for state, what, seconds in span.shares:
            sums[state, what] = sums.get((state, what), 0) + seconds
    return sums


def lane(name, *spans, **more):
    start, end = spans[0].start, spans[-1].end
    return Lane(name, "thread", start, end, list(spans), **more)


def two():
    return Timeline(
        [
            lane("Ann", Span(0, 2, "running"), Span(2, 3, "blocked", "door")),
            lane("Ben", Span(1, 4, "running"), parent=0, starter=0),
        ],
        [(3.0, 0, 1)],
        ["a note"],
    )


def test_merging_short_neighbours_keeps_every_share():
    fine = [
        Span(i / 100, (i + 1) / 100, "running" if i % 2 else "ready")
        for i in range(100)
    ]
    rough = merge(fine, 0.2)
    assert len(rough) == 1
    assert rough[0].state == "turns"
    assert shares(rough) == pytest.approx(shares(fine))


def test_a_short_span_between_two_long_ones_stays():
    found = [
        Span(0, 1, "blocked", "sleep"),
        Span(1, 1.001, "running"),
        Span(1.001, 2, "blocked", "sleep"),
    ]
    assert merge(found, 0.1) == found


@pytest.mark.parametrize("waiting", ["ready", "gil", "queued"])
def test_one_of_many_that_take_turns_does_not_only_wait(waiting):
    often = [Span(0, 0.9, waiting), Span(0.9, 1, "running")]
    assert [s.state for s in merge(often, 10)] == ["turns"]
    rarely = [Span(0, 0.99, waiting), Span(0.99, 1, "running")]
    assert [s.state for s in merge(rarely, 10)] == [waiting]


def test_a_merged_span_is_named_after_what_fills_most_of_it():
    parts = [Span(0, 0.9, "blocked", "door"), Span(0.9, 1, "running")]
    merged = merge(parts, 10)
    assert [(s.state, s.what) for s in merged] == [("blocked", "door")]


def test_a_recorded_wait_is_exact_and_the_rest_comes_from_the_kernel():
    found = spans(
        0,
        100 * MS,
        [(30 * MS, 80 * MS, "door")],
        [Sample(0), Sample(100 * MS, 40 * MS, 10 * MS, 5)],
        crowded=[],
        told=True,
    )
    assert shares(found) == {
        ("running", ""): 40 * MS,
        ("ready", ""): 10 * MS,
        ("blocked", "door"): 50 * MS,
    }
    blocked = [s for s in found if s.state == "blocked"]
    assert [(s.start, s.end) for s in blocked] == [(30 * MS, 80 * MS)]


def test_what_the_kernel_books_late_goes_to_the_windows_before():
    samples = [Sample(0), Sample(10 * MS), Sample(20 * MS, 0, 20 * MS, 1)]
    found = spans(0, 20 * MS, [], samples, crowded=[], told=True)
    assert shares(found) == {("ready", ""): 20 * MS}


@pytest.mark.parametrize(
    ("times", "crowded", "state"),
    [
        (4, [(0, 20 * MS)], "gil"),
        (0, [(0, 20 * MS)], "blocked"),
        (4, [], "blocked"),
        (4, [(30 * MS, 40 * MS)], "blocked"),
    ],
)
def test_a_thread_waits_for_the_gil_if_it_is_woken_and_not_alone(
    times, crowded, state
):
    samples = [Sample(0), Sample(20 * MS, 0, 0, times)]
    found = spans(0, 20 * MS, [], samples, crowded=crowded, told=True)
    assert [span.state for span in found] == [state]


def test_who_sleeps_does_not_hold_the_gil():
    main = (0, 100, [(10, 20, "start Ada"), (60, 90, "join Ada")])
    ada = (15, 95, [(30, 50, "sleep")])
    assert crowds([main, ada]) == [(20, 30), (50, 60), (90, 95)]
    assert crowds([main]) == []


def test_without_the_kernels_counters_nothing_is_invented():
    found = spans(0, 10, [(2, 4, "door")], [], crowded=[(0, 10)], told=False)
    assert [s.state for s in found] == ["unknown", "blocked", "unknown"]
    whole = lane("Ann", *found)
    assert whole.running is whole.ready is whole.gil is None
    assert whole.blocked == 2


def test_the_facts_of_a_lane():
    ann = two().lane("Ann")
    assert (ann.running, ann.ready, ann.blocked) == (2, 0, 1)
    assert ann.blocked_on == {"door": 1}


def test_lanes_together():
    assert two().running_together("Ann", "Ben") == 1
    assert two().alive_together("Ann", "Ben") == 2


def tasks():
    return Timeline(
        [
            lane("main", Span(0, 4, "running")),
            lane(
                "Ann",
                Span(0, 1, "suspended", "door"),
                Span(1, 2, "queued"),
                Span(2, 4, "holding", "sleep"),
                parent=0,
            ),
            lane("Ben", Span(0, 4, "running"), parent=0),
        ]
    )


def test_the_facts_of_a_task():
    timeline = tasks()
    timeline.lanes[1].kind = "task"
    ann = timeline.lane("Ann")
    assert (ann.suspended, ann.queued, ann.blocked) == (1, 1, 2)
    assert ann.suspended_on == {"door": 1}
    assert ann.blocked_on == {"sleep": 2}
    assert (ann.running, ann.ready) == (0, 0)


def test_tasks_of_one_thread_never_run_together():
    timeline = tasks()
    timeline.lanes[1].spans[:] = [Span(0, 4, "running")]
    assert timeline.running_together("Ann", "Ben") == 4
    for one in timeline.lanes[1:]:
        one.kind = "task"
    assert timeline.running_together("Ann", "Ben") == 0
    assert timeline.running_together("Ann", "main") == 4


def test_a_name_that_is_not_there_names_those_that_are():
    with pytest.raises(LookupError, match="no lane.*'Zoe'.*Ann, Ben"):
        two().lane("Zoe")


def test_a_name_that_is_there_twice_is_not_guessed():
    timeline = two()
    timeline.lanes[1].name = "Ann"
    with pytest.raises(LookupError, match="2 lanes are called 'Ann'"):
        timeline.lane("Ann")


def test_json_there_and_back():
    timeline = two()
    again = Timeline.from_json(timeline.to_json())
    assert again.to_json() == timeline.to_json()
    assert again.lane("Ann").blocked_on == {"door": 1}
    assert str(again) == str(timeline)


@pytest.mark.parametrize("text", ["{}", "[]", '{"swimlanes timeline": 99}'])
def test_other_json_is_refused(text):
    with pytest.raises(ValueError, match=r"to_json\(\)"):
        Timeline.from_json(text)


def write(folder, pid, *events):
    lines = "".join(json.dumps(event) + "\n" for event in events)
    (folder / f"{pid}.jsonl").write_text(lines)


ABOUT = {"python": "3.11.7", "gil": True, "cores": 2, "system": "linux"}


def test_a_killed_child_ends_where_its_parents_join_returned(tmp_path):
    write(
        tmp_path,
        10,
        ["process", 0, 10, 1, 10, "x.py", "process", ABOUT],
        ["child", MS, 10, 20, "victim", "process"],
        ["wait", 5 * MS, 50 * MS, 10, "join victim"],
        ["end", 90 * MS, 10],
    )
    write(
        tmp_path,
        20,
        ["process", 2 * MS, 20, 10, 20, "x.py", "process", ABOUT],
    )
    with (tmp_path / "20.jsonl").open("a") as cut_short:
        cut_short.write('["wait", 3, ')
    timeline = Timeline.load(tmp_path)
    assert [lane.name for lane in timeline.lanes] == ["main", "victim"]
    victim = timeline.lane("victim")
    assert victim.end == pytest.approx(0.050)
    assert victim.parent == victim.starter == 0
    assert timeline.joins == [(pytest.approx(0.050), 0, 1)]


def test_a_wait_that_never_ended_lasts_as_long_as_its_thread(tmp_path):
    write(
        tmp_path,
        10,
        ["process", 0, 10, 1, 10, "x.py", "process", ABOUT],
        ["thread", MS, 11, "Ann", "thread", 10],
        ["end", 90 * MS, 10],
    )
    slot = json.dumps([10 * MS, 11, "door"]).encode().ljust(256)
    (tmp_path / "10.open").write_bytes(bytes(256) + slot)
    ann = Timeline.load(tmp_path).lane("Ann")
    assert ann.blocked_on == {"door": pytest.approx(0.080)}


def test_names_hold_nothing_that_a_picture_cannot(tmp_path):
    name = "\x00Ann\n\ud800\x1b"
    write(
        tmp_path,
        10,
        ["process", 0, 10, 1, 10, "x.py", "process", ABOUT],
        ["thread", MS, 11, name, "thread", 10],
        ["end", 90 * MS, 10],
    )
    slot = json.dumps([10 * MS, 11, "door\x07"]).encode().ljust(256)
    (tmp_path / "10.open").write_bytes(slot)
    timeline = Timeline.load(tmp_path)
    assert list(timeline.lane("�Ann���").blocked_on) == ["door�"]
    ElementTree.fromstring(as_svg(timeline))


def test_an_empty_folder_and_none(tmp_path):
    assert Timeline.load(tmp_path).lanes == []
    with pytest.raises(FileNotFoundError, match="no folder"):
        Timeline.load(tmp_path / "none")
