"""Stepping through a scenario in a real browser, from a file."""

import json
import re
from threading import Lock, Thread

import pytest

from swimlanes import replay, step
from swimlanes.stepping_page import html, module


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


def embrace():
    left, right = Lock(), Lock()

    def ada():
        with left, right:
            pass

    def ben():
        with right, left:
            pass

    run(Ada=ada, Ben=ben)


@pytest.fixture(scope="module")
def tickets():
    challenge = {"en": "Sell one ticket twice", "zh": "把一张票卖两次"}
    return step(oversell, challenge=challenge)


@pytest.fixture(scope="module")
def forks():
    return step(embrace)


@pytest.fixture
def show(browser, tmp_path):
    """Return a function that opens walks as one page of a file."""
    contexts, requests, errors = [], [], []

    def open_page(*walks, lang="en", theme="light", width=800, **options):
        paper = {"light": "#ffffff", "dark": "#14181c"}[theme]
        body = "\n".join(
            walk if isinstance(walk, str) else walk.to_html() for walk in walks
        )
        file = tmp_path / "page.html"
        file.write_text(
            f'<!doctype html><html lang="{lang}" data-theme="{theme}">'
            '<meta charset="utf-8"><title>Walks</title>'
            '<meta name="viewport" content="width=device-width">'
            f'<body style="font-family:sans-serif;background:{paper}">'
            f'<main><h1 style="color:#777">Page</h1>{body}</main></html>',
            encoding="utf-8",
        )
        context = browser.new_context(
            viewport={"width": width, "height": 900}, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(file.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []
    assert {url.partition(":")[0] for url in requests} <= {"file"}


# Ada reads, Ben sells, Ada sells once more, main comes to the assertion
LOSING = "23333322221"


def press(page, keys):
    for key in keys:
        page.keyboard.press(key)


def test_play_to_the_bug_by_buttons(show, tickets):
    page = show(tickets)
    said = page.locator(".status")
    for key in LOSING:
        page.get_by_role("button", name=re.compile(rf"^{key}")).click()
    assert page.locator(".outcome strong").inner_text() == (
        "Bug found! assertion: AssertionError: 2 tickets sold"
    )
    assert "Goal reached, with the fewest switches" in said.inner_text()
    call = page.locator(".outcome code").inner_text()
    schedule = re.fullmatch(r'replay\(oversell, "(.*)"\)', call)[1]
    assert "2 tickets" in replay(oversell, schedule).failure.message


def test_play_to_the_bug_by_keys_and_keep_the_focus(show, tickets):
    page = show(tickets)
    second = page.locator(".threads button").nth(1)
    second.focus()
    press(page, "2")
    assert "Ada: L" in page.locator(".status").inner_text()
    assert "self.tickets is 1." in page.locator(".status").inner_text()
    press(page, LOSING[1:])
    assert "2 tickets sold" in page.locator(".outcome").inner_text()
    assert second.evaluate("it => it === document.activeElement")


def test_every_shown_schedule_replays(show, tickets):
    page = show(tickets)
    ways = {
        "2222233333333333111": None,
        "3332222222333331111": None,
        "2323232323232323111": None,
    }
    for way in ways:
        page.locator(".threads button").first.focus()
        press(page, "r" + way)
        ways[way] = page.locator(".outcome").inner_text()
    for said in ways.values():
        schedule = re.search(r'replay\(oversell, "(.*)"\)', said)[1]
        failure = replay(oversell, schedule).failure
        assert ("Bug found" in said) is (failure is not None)
        assert failure is None or failure.message in said
    assert any("nothing went wrong" in said for said in ways.values())
    assert any("goal is not reached" in said for said in ways.values())


def test_undo_and_restart(show, tickets):
    page = show(tickets)
    values = page.locator(".state table")
    before = values.inner_text()
    page.locator(".threads button").nth(1).focus()
    press(page, "222")
    changed = values.inner_text()
    assert changed != before
    press(page, "2u")
    assert values.inner_text() == changed
    assert page.locator(".status").inner_text() == "One step back."
    page.get_by_role("button", name="Restart").click()
    assert values.inner_text() == before
    press(page, "u")
    assert page.locator(".status").inner_text() == "At the beginning."


def test_who_cannot_go_on_says_why(show, forks):
    page = show(forks)
    page.locator(".threads button").first.focus()
    ben = page.locator(".threads button").nth(2)
    assert ben.get_attribute("aria-disabled") == "false"
    press(page, "22")
    assert ben.get_attribute("aria-disabled") == "true"
    press(page, "3")
    assert page.locator(".status").inner_text() == (
        "Ben cannot go on: Ben waits for right, held by Ada."
    )


def test_a_deadlock_tells_who_waits_for_whom(show, forks):
    page = show(forks)
    page.locator(".threads button").first.focus()
    press(page, "23")
    said = page.locator(".outcome").inner_text()
    assert "Bug found! deadlock: Ada → Ben → Ada" in said
    assert "Ben waits for left, held by Ada" in said
    assert "2 steps, 2 switches." in said


def test_a_preemption_is_told_apart_from_other_switches(show, tickets):
    page = show(tickets)
    page.locator(".threads button").first.focus()
    press(page, LOSING)
    assert page.locator(".preempts").all_inner_texts() == [
        "here Ben takes over"
    ]


def test_the_source_marks_where_threads_are(show, tickets):
    page = show(tickets)
    marks = page.locator(".source .here")
    texts = marks.all_inner_texts()
    assert any("if self.tickets > 0" in text for text in texts)
    page.locator(".threads button").first.focus()
    press(page, "2")
    assert any("self.tickets -= 1" in text for text in marks.all_inner_texts())


def test_words_follow_the_page(show, tickets):
    page = show(tickets, lang="zh-CN")
    assert page.locator("figcaption").inner_text() == "把一张票卖两次"
    page.locator(".threads button").first.focus()
    press(page, LOSING)
    assert "找到错误！断言失败" in page.locator(".outcome").inner_text()
    assert "最少" in page.locator(".outcome").inner_text()


def test_without_scripts_a_losing_schedule_stays(show, tickets):
    page = show(tickets, java_script_enabled=False)
    said = page.locator("pre").inner_text()
    assert tickets.schedule in said
    assert "AssertionError: 2 tickets sold" in said


def test_copies_on_one_page_live_apart(show, tickets):
    page = show(tickets, tickets)
    page.locator(".swim-step").nth(1).locator("button").nth(1).focus()
    press(page, "2")
    said = page.locator(".status").all_inner_texts()
    assert said[0] == "At the beginning."
    assert said[1].startswith("Ada: L")


def test_keys_with_modifiers_and_other_keys_are_left_alone(show, tickets):
    page = show(tickets)
    page.locator(".threads button").first.focus()
    press(page, ["Control+2", "Alt+2", "9", "x"])
    assert page.locator(".status").inner_text() == "At the beginning."
    page.evaluate("document.activeElement.blur()")
    press(page, "2")
    assert page.locator(".status").inner_text() == "At the beginning."


def test_hostile_text_stays_text(show, forks):
    bad = "</script><img src=x onerror=alert(1)>"
    data = dict(
        forks.data,
        challenge=bad,
        threads=[bad, bad, bad],
        texts=[bad] * len(forks.data["texts"]),
    )
    page = show(html(json.loads(json.dumps(data)), bad))
    page.locator(".threads button").first.focus()
    press(page, "23")
    assert page.locator("img").count() == 0
    assert page.locator("figcaption").inner_text() == bad


def test_module_can_stand_in_a_script_element():
    assert "</script" not in module()
    assert "<!--" not in module()


@pytest.mark.parametrize("width", [320, 390, 800])
def test_it_fits(show, tickets, forks, width):
    page = show(tickets, forks, width=width)
    page.locator(".threads button").first.focus()
    press(page, LOSING)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".threads button").first.bounding_box()["height"] >= 24


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_axe_finds_nothing(show, tickets, forks, theme, lang):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = show(tickets, forks, theme=theme, lang=lang)
    for keys in "2", LOSING[1:]:
        page.locator(".threads button").first.focus()
        press(page, keys)
        found = axe.Axe().run(page).response["violations"]
        assert found == [], json.dumps(found, indent=1)
