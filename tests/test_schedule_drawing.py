"""The picture of a verdict: what it shows, and that it shows it safely."""

import re
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from threading import Condition, Lock, Thread

from swimlanes import explore, replay
from swimlanes.schedule_drawing import (
    ROWS,
    as_html,
    fold,
    mimebundle,
    rows,
    wait_in_words,
)

SVG = "{http://www.w3.org/2000/svg}"


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
    print("the <end> & more")
    assert office.sold == 1, f"{office.sold} <b>sold</b>"


def embrace():
    left, right = Lock(), Lock()

    def ada():
        with left, right:
            pass

    def ben():
        with right, left:
            pass

    run(Ada=ada, Ben=ben)


def calm():
    run(Ada=lambda: None)


def picture_of(verdict):
    found = re.search("<svg.*</svg>", as_html(verdict), re.S)
    return ElementTree.fromstring(found[0])


def texts(picture):
    return ["".join(text.itertext()) for text in picture.iter(f"{SVG}text")]


def test_a_failure_is_drawn_with_lines_values_and_the_preemption():
    verdict = explore(oversell)
    shown = texts(picture_of(verdict))
    assert shown.count("is 1, := 0") == 1
    assert shown.count("here Ben takes over") == 1
    assert "main" in shown and "Ada" in shown and "Ben" in shown
    line = verdict.failure.line
    assert f"L{line} AssertionError: 2 <b>sold</b>" in shown


def test_the_words_come_first_and_name_the_schedule():
    verdict = explore(oversell)
    head = re.search("<p><strong>(.*?)</strong>", as_html(verdict))[1]
    assert verdict.schedule in head
    assert "assertion" in head


def test_only_a_switch_that_was_not_needed_is_a_takeover():
    takers = [r.thread for r in rows(explore(oversell).trace) if r.takeover]
    assert takers == ["Ben"]


def test_a_takeover_survives_a_hidden_step():
    trace = explore(oversell).trace
    taker = next(s for s in trace.steps if s.preempted)
    taker.shared = False
    assert [r.thread for r in rows(trace) if r.takeover] == ["Ben"]


def test_locks_are_bars_beside_their_column_and_named():
    picture = picture_of(explore(embrace))
    told = [title.text for title in picture.iter(f"{SVG}title")]
    assert "Ada holds left" in told
    assert "Ben holds right" in told
    assert "Ben holds left" not in told


def test_a_bar_ends_where_the_lock_is_released():
    def sell_locked():
        door, office = Lock(), Office()

        def ada():
            with door:
                office.sell()
            office.sold += 1

        run(Ada=ada, Ben=office.sell)
        raise AssertionError

    picture = picture_of(explore(sell_locked))
    blocks, bars = [], []
    for group in picture.iter(f"{SVG}g"):
        title, rect = group.find(f"{SVG}title"), group.find(f"{SVG}rect")
        if rect is not None and title.text.startswith("Ada"):
            y, height = float(rect.get("y")), float(rect.get("height"))
            end = (y, y + height)
            (bars if "holds" in title.text else blocks).append(end)
    assert len(bars) == 1
    assert blocks[0][0] == bars[0][0]
    assert max(end for _, end in blocks) > bars[0][1] + 20


def test_a_deadlock_ends_in_who_waits_for_whom():
    verdict = explore(embrace)
    assert texts(picture_of(verdict)).count("waits: right") == 1
    page = as_html(verdict)
    assert "Ada waits for right, held by Ben (line " in page
    assert "Ben waits for left, held by Ada (line " in page
    assert "main waits for the end of Ada (line " in page


def test_waiting_to_be_woken_is_told_so():
    def lost():
        door = Condition()

        def ada():
            with door:
                door.wait()

        run(Ada=ada)

    assert "Ada waits to be woken from door (line " in as_html(explore(lost))


def test_everything_is_escaped():
    page = as_html(explore(oversell))
    assert "2 &lt;b&gt;sold&lt;/b&gt;" in page
    assert "the &lt;end&gt; &amp; more" in page
    assert "<b>" not in page and "<end>" not in page


def test_the_gil_sentence_and_the_table_are_there():
    verdict = explore(oversell)
    page = as_html(verdict)
    assert ("A GIL build" in page) is True
    table = re.search("<table>.*</table>", page)[0]
    cells = re.findall("<td>(.*?)</td>", table)
    assert "office.sold is 2" in cells
    assert len(cells) % 5 == 0


def test_a_passing_verdict_is_one_quiet_line():
    page = as_html(explore(calm))
    assert "<svg" not in page and "<strong>" not in page
    assert "calm: every interleaving checked" in page


def test_a_notebook_gets_both_forms():
    verdict = explore(oversell)
    bundle = verdict._repr_mimebundle_()
    assert bundle == mimebundle(verdict)
    assert bundle["text/plain"] == str(verdict)
    assert bundle["text/html"] == as_html(verdict)


def test_the_same_schedule_gives_the_same_picture():
    first, second = explore(oversell), explore(oversell)
    assert as_html(first) == as_html(second)
    again = replay(oversell, first.schedule)
    drawn = [re.search("<svg.*</svg>", as_html(v))[0] for v in (first, again)]
    assert drawn[0] == drawn[1]
    assert ' id="' not in drawn[0]


def test_the_beginning_is_folded_before_the_threads_start():
    def prepared():
        shelf = [0] * 4
        for place in range(9):
            shelf[place % 4] = place
        run(Ada=lambda: shelf.append(1), Ben=lambda: shelf.append(2))
        assert shelf[-1] == 2

    words, rest = fold(rows(explore(prepared).trace))
    assert words == "9 steps of main before threads start"
    assert rest[0].head == "start"


def test_a_long_trace_keeps_its_end():
    def count():
        box = [0]

        def add():
            for _ in range(30):
                box[0] += 1

        run(Ada=add, Ben=add)
        assert box[0] == 60

    trace = explore(count, seconds=30).trace
    words, rest = fold(rows(trace))
    assert len(rest) == ROWS
    assert re.fullmatch(r"\d+ steps before", words)
    assert rest[-1].thread == "main"


def test_tasks_of_asyncio_are_drawn_too():
    async def forgetful():
        import asyncio

        async def sell():
            await asyncio.sleep(0)

        await asyncio.gather(sell(), sell())
        raise AssertionError("sold out")

    verdict = explore(forgetful)
    shown = texts(picture_of(verdict))
    assert "sell 2" in shown
    assert any("AssertionError: sold out" in text for text in shown)


def test_nothing_of_the_learners_runs_while_drawing():
    class Loud:
        def __repr__(self):
            raise RuntimeError("my repr ran")

        __str__ = __format__ = __repr__

    def hold():
        box = [None]

        def put():
            box[0] = Loud()

        run(Ada=put, Ben=put)
        assert box[0] is None

    assert "box[0]" in as_html(explore(hold))


def crowded_kitchen():
    def menu():
        return kitchen.submit(soup).result()

    def soup():
        return "soup"

    with ThreadPoolExecutor(max_workers=1) as kitchen:
        kitchen.submit(menu).result()


def test_a_pool_that_waits_for_itself_is_told_in_words():
    verdict = explore(crowded_kitchen)
    said = [wait_in_words(wait) for wait in verdict.failure.waits]
    assert [words.partition(" (line")[0] for words in said] == [
        "main waits for the result of menu",
        "ThreadPoolExecutor-0_0 waits for the result of soup",
    ]
    assert "submit to kitchen" in str(verdict)


def called_back():
    done = []
    with ThreadPoolExecutor(1) as kitchen:
        kitchen.submit(len, "soup").add_done_callback(done.append)
        early = len(done)
    assert early == 1


def test_a_callback_has_its_name_and_no_line_of_ours():
    steps = explore(called_back).trace.steps
    [call] = [step for step in steps if "append" in step.object]
    assert (call.object, call.file, call.line) == ("append()", None, None)
