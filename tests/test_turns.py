"""Lanes inside a thread: laid out of rounds, and what the thread did."""

import json
import struct

import pytest

from swimlanes.timeline import Span, Timeline
from swimlanes.turns import Inner, lay_out

MS = 1_000_000
ABOUT = {"python": "3.11.7", "gil": True, "cores": 2, "system": "linux"}


def told(spans):
    return [(s.start // MS, s.end // MS, s.state, s.what) for s in spans]


def inner(*rounds, start=0, end=100 * MS, **more):
    rows = [
        (at * MS, count, a * MS, b * MS, c * MS, what)
        for at, count, a, b, c, what in rounds
    ]
    return Inner((1, 1), "Ann", "task", start, None, None, end, rows, **more)


def test_a_turn_shows_what_the_thread_did_in_it():
    thread = [
        Span(0, 30 * MS, "blocked", "waiting for events"),
        Span(30 * MS, 40 * MS, "running"),
        Span(40 * MS, 90 * MS, "blocked", "sleep"),
        Span(90 * MS, 100 * MS, "running"),
    ]
    lane = inner((0, 1, 20, 15, 60, "door"), end=95 * MS)
    assert told(lay_out(lane, thread, told=True)) == [
        (0, 20, "suspended", "door"),
        (20, 35, "queued", ""),
        (35, 40, "running", ""),
        (40, 90, "holding", "sleep"),
        (90, 95, "running", ""),
    ]


def test_the_shares_of_a_thread_are_cut_in_proportion():
    parts = (("running", "", 40 * MS), ("blocked", "", 60 * MS))
    thread = [Span(0, 100 * MS, "turns", "", parts)]
    (span,) = lay_out(
        inner((0, 1, 0, 0, 50, ""), end=50 * MS), thread, told=True
    )
    assert span.parts == (
        ("running", "", 20 * MS),
        ("holding", "", 30 * MS),
    )


def test_rounds_that_were_added_up_are_one_span_with_shares():
    (span,) = lay_out(inner((0, 9, 10, 20, 70, "")), [], told=True)
    assert span.state == "running"
    assert {s: n for s, _, n in span.shares} == {
        "suspended": 10 * MS,
        "queued": 20 * MS,
        "running": 70 * MS,
    }


def test_rounds_that_were_lost_are_not_invented():
    lane = inner((0, 1, 10, 0, 0, "door"), (50, 1, 10, 0, 0, "door"))
    assert told(lay_out(lane, [], told=True)) == [
        (0, 10, "suspended", "door"),
        (10, 50, "unknown", ""),
        (50, 60, "suspended", "door"),
        (60, 100, "unknown", ""),
    ]


def test_what_it_did_last_when_the_program_was_killed():
    first = (0, 1, 10, 0, 0, "bell")
    asleep = inner(first, open=("sleep", 40 * MS))
    assert told(lay_out(asleep, [], told=True))[1:] == [
        (10, 40, "suspended", "sleep"),
        (40, 100, "queued", ""),
    ]
    hung = inner(first, open=("door", 0))
    assert told(lay_out(hung, [], told=True))[1:] == [
        (10, 100, "suspended", "door")
    ]
    thread = [Span(0, 100 * MS, "running")]
    busy = inner(first, open=("", 20 * MS), held=30 * MS)
    assert told(lay_out(busy, thread, told=True))[2:] == [
        (20, 30, "queued", ""),
        (30, 100, "running", ""),
    ]
    assert told(lay_out(inner(), thread, told=True)) == [
        (0, 100, "queued", "")
    ]


def test_a_system_that_does_not_tell_running_from_waiting():
    (span,) = lay_out(inner((0, 9, 0, 0, 100, "")), [], told=False)
    assert span.state == "unknown"


def write(folder, pid, *events):
    lines = "".join(json.dumps(event) + "\n" for event in events)
    (folder / f"{pid}.jsonl").write_text(lines)


def test_lanes_are_read_with_their_thread(tmp_path):
    write(
        tmp_path,
        10,
        ["process", 0, 10, 1, 10, "x.py", "process", ABOUT],
        ["thread", MS, 11, "loop", "thread", 10],
        ["lane", 2 * MS, 10, 2, "work()", "task", 1],
        ["lane", 1 * MS, 10, 1, "main()", "task", 0],
        ["lane", 3 * MS, 10, 3, "work()", "task", 1],
        ["name", 1, "cook"],
        ["round", MS, 1, 1, 0, 0, 5 * MS, ""],
        ["polls", 10 * MS, 60 * MS, 10, 30 * MS],
        ["gone", 50 * MS, 2],
        ["lane", 3 * MS, 11, 3, "work()", "task", 1],
        ["end", 90 * MS, 11],
        ["end", 95 * MS, 10],
    )
    timeline = Timeline.load(tmp_path)
    lanes = [(x.name, x.parent, x.starter) for x in timeline.lanes]
    assert lanes == [
        ("main", None, None),
        ("cook", 0, 0),
        ("work() 1", 0, 1),
        ("loop", 0, 0),
        ("work() 2", 3, 1),
    ]
    ends = [round(1000 * lane.end) for lane in timeline.lanes]
    assert ends == [95, 95, 50, 90, 90]
    main = timeline.lane("main")
    assert main.blocked_on == {"waiting for events": pytest.approx(0.03)}
    assert any("data came" in note for note in timeline.notes)


def test_the_table_of_a_killed_program(tmp_path):
    write(
        tmp_path,
        10,
        ["process", 0, 10, 1, 10, "x.py", "process", ABOUT],
        ["lane", MS, 10, 1, "Ann", "task", 0],
        ["lane", MS, 10, 2, "Ben", "task", 0],
        ["lane", MS, 10, 3, "Cem", "task", 0],
        ["round", MS, 1, 1, 0, 0, 5 * MS, ""],
        ["round", 6 * MS, 2, 1, 0, 0, 5 * MS, ""],
        ["wait", 20 * MS, 90 * MS, 10, "sleep"],
    )
    holders = struct.pack("=qq", 1, 12 * MS) + bytes(16 * 63)
    stale = json.dumps([2 * MS, 1, "old", 0]).encode().ljust(256)
    ben = json.dumps([11 * MS, 2, "door", 0]).encode().ljust(256)
    (tmp_path / "10.turns").write_bytes(holders + stale + ben)
    timeline = Timeline.load(tmp_path)
    ann = timeline.lane("Ann")
    assert ann.blocked_on == {"sleep": pytest.approx(0.07)}
    assert "old" not in ann.suspended_on
    assert timeline.lane("Ben").suspended_on == {"door": pytest.approx(0.079)}
    assert timeline.lane("Cem").queued == pytest.approx(0.089)
