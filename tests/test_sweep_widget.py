"""The picture of a sweep in a real browser: alone, many, without scripts."""

import json
import re

import pytest

from swimlanes import sweep
from swimlanes.sweep_page import module

KNOB_LABELS = {
    "customers": {"en": "customers", "zh": "顾客数"},
    "outside_ms": {
        "en": "time outside the lock, in ms",
        "zh": "锁外时间（毫秒）",
    },
}


def sell_all(customers, outside_ms):
    return {
        "join": 0.1 * customers,
        "lock": 0.1 * customers + 0.01 * outside_ms,
    }


@pytest.fixture(scope="module")
def tickets():
    return sweep(
        sell_all,
        customers=[1, 2, 4],
        outside_ms=[0, 10, 40],
        title={"en": "Selling tickets", "zh": "卖票"},
        labels=KNOB_LABELS,
    )


@pytest.fixture
def show(browser, tmp_path):
    """Return a function that opens sweeps as one page of a file."""
    contexts, requests, errors = [], [], []

    def open_page(*sweeps, lang="en", theme="light", width=800, **options):
        paper = {"light": "#ffffff", "dark": "#14181c"}[theme]
        body = "\n".join(one.to_html() for one in sweeps)
        file = tmp_path / "page.html"
        file.write_text(
            f'<!doctype html><html lang="{lang}" data-theme="{theme}">'
            '<meta charset="utf-8"><title>Sweeps</title>'
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


def plain(element):
    """Return the text of an element, with its no-break spaces as spaces."""
    return element.inner_text().replace("\u00a0", " ")


def test_sliders_choose_what_is_said(show, tickets):
    page = show(tickets)
    said = page.locator(".now")
    assert plain(said) == (
        "customers = 1, time outside the lock = 0 ms: join 0.1 s, lock 0.1 s."
    )
    customers, outside = page.locator("input").all()
    customers.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    outside.focus()
    page.keyboard.press("End")
    assert outside.get_attribute("aria-valuetext") == "40\u00a0ms"
    assert plain(said) == (
        "customers = 4, time outside the lock = 40 ms: "
        "join 0.4 s, lock 0.8 s; lock: 2 times as long as join."
    )
    assert tickets.at(customers=4, outside_ms=40)["lock"] == 0.8


def test_the_chart_runs_along_the_knob_moved_last(show, tickets):
    page = show(tickets)
    chart = page.get_by_role("img")
    assert chart.get_attribute("aria-label") == (
        "Chart: join, lock by customers"
    )
    page.locator("input").last.focus()
    page.keyboard.press("ArrowRight")
    assert chart.get_attribute("aria-label").endswith("time outside the lock")


def test_the_scale_stands_still(show, tickets):
    page = show(tickets)
    ticks = "[...document.querySelectorAll('svg text[text-anchor=end]')]" + (
        ".map(t => t.textContent)"
    )
    before = page.evaluate(ticks)
    assert before[0] == "0"
    assert float(before[-1]) >= 0.8
    page.locator("input").last.focus()
    page.keyboard.press("End")
    assert page.evaluate(ticks) == before


def test_words_follow_the_page(show, tickets):
    page = show(tickets, lang="zh-CN")
    assert page.locator("figcaption").inner_text().strip() == "卖票"
    page.locator("input").last.focus()
    page.keyboard.press("End")
    assert plain(page.locator(".now")) == (
        "顾客数 = 1，锁外时间 = 40 毫秒：join 0.1 s，lock 0.5 s；"
        "lock 用时是 join 的 5 倍。"
    )
    assert "次测量的中位数" in page.locator(".origin").inner_text()


def test_a_model_does_not_pass_for_a_measurement(show):
    page = show(sweep(lambda n: 2 * n, n=[1, 2], repeat=0, unit="%"))
    origin = page.locator(".origin")
    assert origin.inner_text() == "Computed by a model, not measured."


def test_copies_on_one_page_live_apart(show, tickets):
    page = show(tickets, tickets, tickets)
    page.locator("input").nth(2).focus()
    page.keyboard.press("ArrowRight")
    said = page.locator(".now").all_inner_texts()
    assert [text.partition(",")[0] for text in said] == [
        "customers = 1",
        "customers = 2",
        "customers = 1",
    ]


def test_every_value_is_in_the_table(show, tickets):
    page = show(tickets)
    assert page.locator("table").count() == 1
    page.locator("summary").click()
    rows = page.locator("tbody tr").all_inner_texts()
    assert [re.split(r"\s+", row) for row in rows] == [
        [f"{c}", f"{o}", f"{0.1 * c:g}", f"{0.1 * c + 0.01 * o:g}"]
        for c in (1, 2, 4)
        for o in (0, 10, 40)
    ]


def test_without_scripts_a_table_stays(show, tickets):
    page = show(tickets, java_script_enabled=False)
    assert page.locator("caption").inner_text() == "Selling tickets"
    assert page.locator("tbody tr").count() == 9


def test_hostile_text_stays_text(show):
    bad = "</script><img src=x onerror=alert(1)>"
    page = show(sweep(lambda n: 1, n=[bad, "b"], title=bad))
    assert page.locator("figcaption").inner_text().strip() == bad
    assert page.locator("img").count() == 0
    assert bad in page.locator(".now").inner_text()


def test_module_can_stand_in_a_script_element():
    assert "</script" not in module()
    assert "<!--" not in module()


def test_small_seconds_are_shown_in_their_own_unit(show):
    page = show(sweep(lambda n: n * 1e-3, n=[1, 2, 5]))
    assert plain(page.locator(".now")) == "n = 1: 1 ms."


def test_numbers_that_may_be_negative_or_all_zero(show):
    below = sweep(lambda n: n - 3, n=[1, 2, 5], unit="")
    page = show(below, sweep(lambda n: 0, n=[1]), sweep(lambda n: -n, n=[1]))
    assert "NaN" not in page.content()
    assert page.locator(".now").first.inner_text() == "n = 1: -2."


def test_a_line_ends_where_nothing_can_be_measured(show):
    def cost(n):
        return {
            "select": 5 * n if n < 20 else None,
            "poll": 4 * n if n != 9 else None,
            "epoll": 1,
            "other": None,
        }

    page = show(sweep(cost, n=[1, 5, 9, 20], unit="ms"))
    lines = page.eval_on_selector_all(
        "path.line", "all => all.map(line => line.getAttribute('d'))"
    )
    assert [re.sub("[^ML]", "", line) for line in lines] == [
        "MLL",
        "MLM",
        "MLLL",
    ]
    page.locator("input").focus()
    page.keyboard.press("End")
    assert plain(page.locator(".now")) == (
        "n = 20: select not possible here, poll 80 ms, epoll 1 ms, "
        "other not possible here; poll: 80 times as long as epoll."
    )
    page.locator("summary").click()
    last = page.locator("tbody tr").last.inner_text()
    assert last.split() == ["20", "–", "80", "1", "–"]


def test_only_what_can_be_told_apart_is_compared(show):
    page = show(
        sweep(lambda n: {"a": 20, "b": 80}, n=[1], unit="%"),
        noisy := sweep(lambda n: {"a": 20, "b": 80}, n=[1], unit="kB"),
    )
    shares, sizes = page.locator(".now").all()
    assert plain(shares) == "n = 1: a 20 %, b 80 %."
    assert plain(sizes) == "n = 1: a 20 kB, b 80 kB; b: 4 times a."
    noisy.data["points"] = [[[10, 20, 50], [40, 80, 90]]]
    page = show(noisy)
    assert plain(page.locator(".now")) == "n = 1: a 20 kB, b 80 kB."


def test_long_names_stand_below_a_narrow_chart(show):
    names = {"threads, a lock of their own": 1, "processes, a queue": 2}
    page = show(sweep(lambda n: names, n=[1, 2]), width=390)
    plot = page.evaluate(
        "Math.max(...[...document.querySelectorAll('.grid path')]"
        ".map(line => line.getBoundingClientRect().width))"
    )
    assert plot > 250


def test_size_of_fifty_positions_with_two_series():
    def work(threads, pause_ms):
        return {"join": threads * 0.01234, "lock": pause_ms * 0.03456 + 0.1}

    result = sweep(work, threads=range(1, 11), pause_ms=range(5))
    for point in result.data["points"]:
        for three in point:  # a real measurement has a spread
            three[:] = [0.1234, 0.1345, 0.1456]
    assert len(result.to_html().encode()) < 25_000


@pytest.mark.parametrize("width", [320, 390, 800])
def test_it_fits_and_can_be_read(show, tickets, width):
    page = show(tickets, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert (
        page.evaluate(
            "Math.min(...[...document.querySelectorAll('svg text')]"
            ".map(t => parseFloat(getComputedStyle(t).fontSize)))"
        )
        >= 11
    )
    assert (
        page.evaluate(
            """() => {
          const frame = document.querySelector('svg').getBoundingClientRect();
          return [...document.querySelectorAll('svg text')].filter((text) => {
            const box = text.getBoundingClientRect();
            return box.left < frame.left - 1 || box.right > frame.right + 1;
          }).map((text) => text.textContent);
        }"""
        )
        == []
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_axe_finds_nothing(show, tickets, theme, lang):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    single = sweep(lambda n: n, n=[1, 2])
    page = show(tickets, single, theme=theme, lang=lang)
    for summary in page.locator("summary").all():
        summary.click()
    found = axe.Axe().run(page).response["violations"]
    assert found == [], json.dumps(found, indent=1)


def test_no_word_leaves_the_picture_on_a_phone(show):
    def both(pause_ms):
        a, b = (
            "time until all of them are done",
            "processor time of the server",
        )
        return {a: pause_ms, b: 1}

    page = show(sweep(both, pause_ms=[1, 20, 4_000_000]), width=390)
    outside = page.evaluate(
        """() => {
            const box = document.querySelector(".swim-sweep svg")
                .getBoundingClientRect();
            return [...document.querySelectorAll(".swim-sweep svg text")]
                .map(each => [each.textContent, each.getBoundingClientRect()])
                .filter(([, its]) =>
                    its.left < box.left - 1 || its.right > box.right + 1)
                .map(([words]) => words);
        }"""
    )
    assert outside == []
