"""Every page of the book, in a real browser: served, and from a file."""

from dataclasses import dataclass

import pytest
from browsing import (
    Traffic,
    barriers,
    broken_links,
    moving,
    nameless_pictures,
    overflow,
    visited,
    weight,
)
from pages import GENERATED, asked_for, contents, decks, source_of

from book import ROOT, every_notebook

WIDE = {"width": 1280, "height": 800}  # pixels
PHONE = {"width": 390, "height": 800}
ZOOMED = {"width": 320, "height": 256}  # what 400 % leaves of 1280 by 1024
MOST = {"before the text": 350, "in all": 600}  # kB


@dataclass
class Visit:
    """What was seen of one page."""

    complaints: list
    barriers: dict
    overflow: dict
    nameless: list
    moving: list
    title: str
    weight: list = None


def look(browser, address, folder, name):
    """Visit a page once, and look at everything."""
    context = browser.new_context(
        reduced_motion="reduce", color_scheme="light", viewport=WIDE
    )
    traffic = Traffic(context, address, folder)
    page = context.new_page()
    page.goto(f"{address}{name}.html")
    result = Visit(
        *(traffic.complaints, {}, {}, nameless_pictures(page)),
        *(moving(page), page.title()),
    )
    result.overflow["wide"] = overflow(page)
    result.barriers["light"] = barriers(page)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    # What a page is made of stays; only its colours change in the dark.
    result.barriers["dark"] = barriers(page, ["color-contrast"])
    for label, size in (("phone", PHONE), ("zoomed", ZOOMED)):
        page.set_viewport_size(size)
        result.overflow[label] = overflow(page)
    result.weight = weight(page)
    page.goto(f"{folder}{name}.html")
    page.wait_for_timeout(100)  # for what a script would fetch late
    context.close()
    return result


@pytest.fixture(scope="module")
def visits(request, address, site):
    def visit(browser, name):
        return look(browser, address, site.as_uri() + "/", name)

    with visited(visit, asked_for(request, "seen")) as results:
        yield results


@pytest.fixture(scope="module", params=[*contents(), "search"])
def seen(request, visits):
    return visits(request.param)


def test_a_page_asks_no_other_host_and_reports_no_error(seen):
    assert seen.complaints == []


def test_a_page_has_no_barrier_in_light_and_dark(seen):
    assert seen.barriers == {"light": [], "dark": []}


def test_a_page_never_scrolls_sideways(seen):
    assert seen.overflow == {"wide": 0, "phone": 0, "zoomed": 0}


def test_every_picture_says_what_it_shows(seen):
    assert seen.nameless == []


def test_nothing_moves_for_those_who_asked_for_less_motion(seen):
    assert seen.moving == []


def test_a_page_is_light(seen):
    before, in_all = seen.weight
    assert before <= MOST["before the text"]
    assert in_all <= MOST["in all"]


def test_every_page_has_a_title(seen):
    assert "Concurrency You Can See" in seen.title


@pytest.mark.parametrize("name", contents())
def test_every_page_has_a_description(site, name):
    html = (site / f"{name}.html").read_text(encoding="utf-8")
    assert html.count('<meta name="description" content="') == 1
    assert '<meta name="description" content="">' not in html


def test_every_page_was_visited(site):
    built = {
        path.relative_to(site).with_suffix("").as_posix()
        for path in site.rglob("*.html")
        if "_static" not in path.parts
    }
    # "index" only leads to the first page, at once
    assert built == {*contents(), *GENERATED, *decks()}


def test_the_contents_are_complete():
    notebooks = {
        path.relative_to(ROOT).with_suffix("").as_posix()
        for path in every_notebook()
    }
    prose = {
        path.relative_to(ROOT).with_suffix("").as_posix()
        for path in ROOT.glob("book/*.md")
    }
    assert all(source_of(name) for name in contents())
    assert notebooks | prose == set(contents())


def test_links_lead_somewhere(site):
    assert broken_links(site) == []


def test_the_theme_switch_works_and_is_remembered(browser, address):
    page = browser.new_page()
    page.goto(f"{address}{contents()[0]}.html")
    shades = set()
    for _ in range(3):
        page.locator(".theme-switch-button:visible").click()
        theme, paper = page.evaluate(
            "[document.documentElement.dataset.theme,"
            " getComputedStyle(document.body).backgroundColor]"
        )
        shades.add((theme, paper))
    assert {theme for theme, _ in shades} == {"light", "dark"}
    assert len({paper for _, paper in shades}) == 2
    mode = page.evaluate("document.documentElement.dataset.mode")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.mode") == mode
    page.close()


def test_the_search_finds_a_name_in_code(browser, address):
    names = ["BoundedSemaphore", "Process", "Lock"]
    pages = [name for name in contents() if name.startswith("notebooks/")]
    word, page_name = next(
        (word, name)
        for word in names
        for name in pages
        if word in source_of(name).read_text(encoding="utf-8")
    )
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}search.html?q={word}")
    hit = page.locator(f"ul.search a[href*='{page_name}.html']").first
    hit.wait_for()
    assert hit.inner_text()
    context.close()
