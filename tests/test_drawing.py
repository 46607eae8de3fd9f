"""The picture: legible, small, escaped, the same each time."""

import re
import xml.etree.ElementTree as ElementTree

import pytest

from swimlanes.drawing import as_html, as_svg, as_text, duration, in_words
from swimlanes.timeline import Lane, Span, Timeline


def lane(name, *spans, kind="thread", **more):
    return Lane(name, kind, spans[0].start, spans[-1].end, list(spans), **more)


def every_state():
    turns = Span(3, 4, "turns", "", (("running", "", 0.5), ("gil", "", 0.5)))
    return Timeline(
        [
            lane("main", Span(0, 5, "blocked", "join Ann")),
            lane(
                "Ann",
                Span(0, 1, "running"),
                Span(1, 2, "ready"),
                Span(2, 3, "gil"),
                turns,
                Span(4, 5, "blocked", "door"),
                parent=0,
                starter=0,
            ),
        ],
        [(5, 0, 1)],
        ["counted"],
    )


def test_height_tells_the_state_without_colour():
    root = ElementTree.fromstring(as_svg(every_state()))
    bars = [
        (rect.get("height"), rect.get("x"))
        for rect in root.iter("{http://www.w3.org/2000/svg}rect")
    ]
    assert ("20", "0%") in bars
    assert ("10", "20%") in bars
    assert ("10", "40%") in bars
    assert ("2", "80%") in bars


def test_what_a_lane_waits_for_is_written_on_it():
    assert ">door</text>" in as_svg(every_state())


def test_the_legend_names_only_the_states_that_occur():
    calm = Timeline([lane("main", Span(0, 1, "running"))])
    picture = as_svg(calm)
    assert ">running</text>" in picture
    assert ">waiting for the GIL</text>" not in picture
    assert ">waiting for the GIL</text>" in as_svg(every_state())


def test_alternative_text_is_tied_to_the_picture():
    root = ElementTree.fromstring(as_svg(every_state()))
    assert root.get("role") == "img"
    names = {e.get("id"): e.text for e in root.iter() if e.get("id")}
    words = [names[key] for key in root.get("aria-labelledby").split()]
    assert "Ann: running from 0.0 ms to 1000 ms" in words[1]


def test_two_pictures_of_one_timeline_share_no_id():
    pictures = as_html(every_state()) + as_html(every_state())
    ids = re.findall(r' id="([^"]+)"', pictures)
    used = re.findall(r"url\(#([^)]+)\)", pictures)
    assert len(ids) == len(set(ids)) > 0
    assert set(used) <= set(ids)


def test_names_are_escaped():
    evil = '<script>alert("1")</script>&'
    timeline = Timeline(
        [lane(evil, Span(0, 1, "blocked", evil))], notes=[evil]
    )
    picture = as_html(timeline)
    assert "<script" not in picture
    ElementTree.fromstring(as_svg(timeline))


def test_thousands_of_spans_stay_small():
    def busy(name):
        return lane(
            name,
            *(
                Span(
                    i / 1000,
                    (i + 1) / 1000,
                    ("running", "ready", "gil")[i * i % 7 % 3],
                )
                for i in range(5000)
            ),
        )

    timeline = Timeline([busy(f"Thread-{i}") for i in range(8)])
    assert len(as_html(timeline)) < 60_000


def test_many_lanes_with_short_waits_stay_small():
    def busy(name):
        return lane(
            name,
            *(
                Span(i, i + 1, "blocked", f"fork {i % 5}")
                if i % 2
                else Span(i, i + 1, "running")
                for i in range(3000)
            ),
        )

    timeline = Timeline([busy(f"Thread-{i}") for i in range(12)])
    assert len(as_html(timeline)) < 60_000


def test_idle_machinery_is_not_drawn_but_told():
    timeline = every_state()
    timeline.lanes.append(
        lane(
            "QueueFeederThread",
            Span(0, 5, "blocked", "condition"),
            kind="machinery",
            parent=0,
        )
    )
    assert "QueueFeederThread</text>" not in as_svg(timeline)
    assert "QueueFeederThread" in as_text(timeline)


def test_the_text_has_the_numbers_of_the_picture():
    text = as_text(every_state())
    assert "join Ann 5.00 s" in text
    assert "door 1000 ms" in text
    assert text.endswith("(counted)")


def a_loop():
    return Timeline(
        [
            lane("main", Span(0, 5, "running")),
            lane(
                "Ann",
                Span(0, 1, "suspended", "door"),
                Span(1, 3, "queued"),
                Span(3, 5, "holding", "sleep"),
                kind="task",
                parent=0,
                starter=0,
            ),
        ]
    )


def test_the_turns_of_a_task_are_told_by_height_too():
    picture = as_svg(a_loop())
    root = ElementTree.fromstring(picture)
    bars = {
        rect.get("x"): rect
        for rect in root.iter("{http://www.w3.org/2000/svg}rect")
    }
    heights = [int(bars[x].get("height")) for x in ("0%", "20%", "60%")]
    assert heights == [2, 8, 18]
    assert "-dash" in bars["0%"].get("fill")
    assert bars["20%"].get("stroke") and bars["60%"].get("stroke")
    for words in "door", "sleep", "ready, not its turn":
        assert f">{words}</text>" in picture
    assert "blocked, and holds up the others: sleep" in picture


def test_a_moment_of_work_between_two_waits_is_seen():
    timeline = a_loop()
    moment = (("queued", "", 0.0006), ("running", "", 0.0004))
    timeline.lanes[1].spans[:] = [
        Span(0, 2, "suspended", "door"),
        Span(2, 2.001, "turns", "", moment),
        Span(2.001, 5, "suspended", "sleep"),
    ]
    green = re.search(r'<rect x="40%"[^>]*', as_svg(timeline))[0]
    assert 'height="20"' in green and "stroke" in green


def test_tasks_are_told_apart_by_indentation():
    timeline = a_loop()
    words = as_text(timeline).splitlines()
    assert words[1].startswith("main ")
    assert words[2].startswith("  Ann ")
    heads = re.split(" {2,}", words[0])
    assert heads[-3:] == ["not its turn", "blocked on", "suspended on"]
    assert words[2].endswith("2.00 s  sleep 2.00 s  door 1000 ms")
    assert ' dx="10"' in as_svg(timeline)
    assert "padding-left:1.3em" in as_html(timeline)


def test_of_many_tasks_the_first_are_told():
    timeline = a_loop()
    timeline.lanes += [
        lane(f"task {i}", Span(0, 5, "queued"), kind="task", parent=0)
        for i in range(99)
    ]
    assert len(as_text(timeline).splitlines()) == 1 + 21 + 1
    assert "80 more tasks or greenlets of main" in as_text(timeline)
    picture = as_svg(timeline)
    assert ">80 more are not drawn</text>" in picture
    assert picture.count("task ") < 60


def test_one_lane_is_told_as_one():
    alone = Timeline([lane("main", Span(0, 1, "running"))])
    assert in_words(alone).startswith("1 lane in 1000 ms.")


def test_an_empty_recording_says_what_to_do():
    assert "Nothing was recorded" in as_text(Timeline())
    assert "<svg" not in as_html(Timeline())
    with pytest.raises(ValueError, match="Nothing was recorded"):
        as_svg(Timeline())


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0.0 ms"), (0.0004, "0.4 ms"), (0.12, "120 ms"), (3.05, "3.05 s")],
)
def test_durations(seconds, words):
    assert duration(seconds) == words


def test_the_notebook_gets_both_forms():
    bundle = every_state()._repr_mimebundle_()
    assert bundle["text/plain"] == str(every_state())
    assert bundle["text/html"].startswith('<figure class="swim-timeline">')
