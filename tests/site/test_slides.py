"""Every deck of slides, in a real browser: served, and from a file."""

import re
from dataclasses import dataclass

import pytest
from browsing import (
    Traffic,
    barriers,
    cut_off,
    moving,
    nameless_pictures,
    visited,
)
from pages import asked_for, chapters, decks, source_of

SIZE = {"width": 1280, "height": 720}  # pixels of a lecture hall
MINUTES = re.compile(r"· (\d+) minutes")
PAIRS = list(zip(chapters(), decks(), strict=True))
ALL_AT_ONCE = """() => {
    document.querySelector(".reveal").classList.add("measured");
    for (const slide of document.querySelectorAll(".slides section")) {
        slide.hidden = false;
        slide.removeAttribute("aria-hidden");
    }
}"""
SECONDS = """() => Reveal.getSlides()
    .map(slide => Number(slide.dataset.timing))"""
PRINTED = """() => document.querySelector(".pdf-page")
    && !document.querySelector(".loading-scroll-mode")"""


@dataclass
class Show:
    """What was seen of one deck."""

    complaints: list
    cut_off: list
    seconds: list
    minutes: int
    barriers: dict
    moving: list
    nameless: list


def open_deck(page, address):
    page.goto(address)
    page.wait_for_function("window.Reveal && Reveal.isReady()")
    if "view=print" in address:  # laid out some frames later
        page.wait_for_function(PRINTED)


def look(browser, address, folder, page_name, name):
    """Visit a deck, and look at everything."""
    name += ".html"
    text = source_of(page_name).read_text(encoding="utf-8")
    minutes = int(MINUTES.search(text)[1])
    context = browser.new_context(
        viewport=SIZE, color_scheme="light", reduced_motion="reduce"
    )
    traffic = Traffic(context, address, folder)
    page = context.new_page()
    open_deck(page, address + name)
    cut, seconds = cut_off(page), page.evaluate(SECONDS)
    # For printing, all slides stand on one page.
    open_deck(page, f"{address}{name}?view=print")
    found = {"light": barriers(page)}
    still, nameless = moving(page), nameless_pictures(page)
    page.emulate_media(color_scheme="dark")
    open_deck(page, address + name)
    page.evaluate(ALL_AT_ONCE)
    found["dark"] = barriers(page, ["color-contrast"])
    open_deck(page, folder + name)
    context.close()
    return Show(
        *(traffic.complaints, cut, seconds, minutes),
        *(found, still, nameless),
    )


@pytest.fixture(scope="module")
def visits(request, address, site):
    def visit(browser, pair):
        return look(browser, address, site.as_uri() + "/", *pair)

    with visited(visit, asked_for(request, "shown")) as results:
        yield results


@pytest.fixture(scope="module", params=PAIRS, ids=decks())
def shown(request, visits):
    return visits(request.param)


def test_a_deck_asks_no_other_host_and_reports_no_error(shown):
    assert shown.complaints == []


def test_nothing_is_cut_off(shown):
    assert shown.cut_off == []


def test_a_deck_has_no_barrier_in_light_and_dark(shown):
    assert shown.barriers == {"light": [], "dark": []}
    assert shown.nameless == []
    assert shown.moving == []


def test_the_minutes_add_up_to_those_of_the_page(shown):
    assert sum(shown.seconds) == 60 * shown.minutes
    assert min(shown.seconds) >= 15


@pytest.mark.parametrize("name", decks()[:1])
def test_a_speaker_sees_notes_and_readers_find_the_page(
    browser, address, name
):
    context = browser.new_context(viewport=SIZE)
    page = context.new_page()
    open_deck(page, f"{address}{name}.html")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("Reveal.getSlidePastCount() === 1")
    with context.expect_page() as opened:
        page.get_by_role("button", name="Speaker view").click()
    notes = opened.value.locator(".speaker-controls-notes .value")
    notes.get_by_text(re.compile(r"\d:\d\d, until \d+:\d\d of ")).wait_for()
    page.get_by_role("link", name="Read the page").click()
    page.wait_for_url("**/notebooks/**#*")
    page.locator("a.btn-slides-button").first.wait_for()
    context.close()


def test_a_widget_on_a_slide_is_alive(browser, address, site):
    name = next(
        name
        for name in decks()
        if "swim-sweep" in (site / f"{name}.html").read_text(encoding="utf-8")
    )
    page = browser.new_page(viewport=SIZE)
    open_deck(page, f"{address}{name}.html")
    page.evaluate("""() => {
        const slide = document.querySelector(".swim-sweep").closest(
            "section");
        const { h, v } = Reveal.getIndices(slide);
        Reveal.slide(h, v);
    }""")
    widget = page.locator("section.present .swim-sweep").first
    before, at = widget.inner_text(), page.evaluate("location.hash")
    widget.locator("input[type=range]").first.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "before => document.querySelector('section.present .swim-sweep')"
        ".innerText !== before",
        arg=before,
    )
    assert page.evaluate("location.hash") == at
    page.close()
