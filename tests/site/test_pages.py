"""Every page of the book, in a real browser: served, and from a file."""

from dataclasses import dataclass

import pytest
import yaml
from browsing import (
    Traffic,
    barriers,
    broken_links,
    nameless_pictures,
    overflow,
)

from book import ROOT, every_notebook

WIDE = {"width": 1280, "height": 800}  # pixels
PHONE = {"width": 390, "height": 800}
GENERATED = ["index", "search", "genindex"]


def contents():
    """Return the names of all pages in _toc.yml, the root first."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    chapters = [
        chapter["file"]
        for part in toc["parts"]
        for chapter in part["chapters"]
    ]
    return [toc["root"], *chapters]


def source_of(name):
    paths = (ROOT / f"{name}{suffix}" for suffix in (".md", ".ipynb"))
    return next((path for path in paths if path.is_file()), None)


def decks():
    return [
        "slides/" + name.rpartition("/")[2]
        for name in contents()
        if name.startswith("notebooks/")
        and not name.startswith("notebooks/solutions/")
    ]


@dataclass
class Visit:
    """What was seen of one page."""

    complaints: list
    barriers: dict
    overflow: dict
    nameless: list
    title: str


def visit(browser, base, name, **options):
    """Open a page in a context of its own; return it and its traffic."""
    context = browser.new_context(reduced_motion="reduce", **options)
    traffic = Traffic(context, base)
    page = context.new_page()
    page.goto(f"{base}{name}.html")
    page.wait_for_load_state("networkidle")
    return page, traffic.complaints


@pytest.fixture(scope="module", params=contents() + GENERATED + decks())
def seen(request, browser, address, site):
    name = request.param
    page, complaints = visit(
        browser, address, name, color_scheme="light", viewport=WIDE
    )
    result = Visit(complaints, {}, {}, nameless_pictures(page), page.title())
    result.overflow["wide"] = overflow(page)
    result.barriers["light"] = barriers(page)
    page.emulate_media(color_scheme="dark")
    if name not in decks():
        page.wait_for_function(
            "document.documentElement.dataset.theme === 'dark'"
        )
    # What a page is made of stays; only its colours change in the dark.
    result.barriers["dark"] = barriers(page, ["color-contrast"])
    page.set_viewport_size(PHONE)
    result.overflow["phone"] = overflow(page)
    page.context.close()
    page, complaints = visit(browser, site.as_uri() + "/", name)
    result.complaints += complaints
    page.context.close()
    return result


def test_a_page_asks_no_other_host_and_reports_no_error(seen):
    assert seen.complaints == []


def test_a_page_has_no_barrier_in_light_and_dark(seen):
    assert seen.barriers == {"light": [], "dark": []}


def test_a_page_never_scrolls_sideways(seen):
    assert seen.overflow == {"wide": 0, "phone": 0}


def test_every_picture_says_what_it_shows(seen):
    assert seen.nameless == []


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
    page, complaints = visit(
        browser, address, contents()[0], color_scheme="light"
    )
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
    assert complaints == []
    page.context.close()


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


@pytest.mark.parametrize("deck", decks())
def test_a_deck_has_slides_and_a_way_back(browser, address, deck):
    page, _ = visit(browser, address, deck)
    assert page.evaluate("Reveal.getTotalSlides()") > 1
    page.keyboard.press("ArrowRight")
    page.wait_for_function("Reveal.getIndices().h === 1")
    page.get_by_role("link", name="Read the page").click()
    page.wait_for_url("**/notebooks/**")
    page.locator("a.btn-slides-button").first.wait_for()
    page.context.close()
