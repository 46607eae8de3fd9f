"""The home page: a map that is complete, and progress kept in the browser."""

import course_map
import pytest
import yaml
from bs4 import BeautifulSoup
from navigation import FEW, fold
from pages import chapters, contents

from book import ROOT


@pytest.fixture(scope="module")
def home(site):
    html = (site / "book/index.html").read_text(encoding="utf-8")
    return BeautifulSoup(html, "html.parser")


def test_the_map_shows_every_chapter_with_its_weight(home):
    outline = yaml.safe_load(
        (ROOT / course_map.OUTLINE).read_text(encoding="utf-8")
    )
    stars = {
        f"notebooks/{part['folder']}/{stem}": entry["stars"]
        for part in outline
        for stem, entry in part["notebooks"].items()
    }
    stops = home.select(".course-map li[data-page]")
    shown = {
        stop["data-page"]: stop.select_one(".weight").text.count("★")
        for stop in stops
    }
    assert shown == {name: stars[name] for name in chapters()}
    assert len(home.select(".course-map h3")) == len(outline)


def test_the_first_screen_has_a_picture_and_a_widget(home):
    assert home.select_one("figure.swim-timeline svg")
    assert home.select_one(".swim-sweep")


def test_a_folded_part_opens_where_the_reader_is():
    def part(name, number, current=""):
        items = "<li><a href='x.html'>x</a></li>" * number
        return (
            f'<p class="caption"><span>{name}</span></p>'
            f'<ul class="{current} nav">{items}</ul>'
        )

    html = part("A", FEW + 1) + part("B", FEW + 1, "current") + part("C", 1)
    parts = BeautifulSoup(fold(html), "html.parser")("details")
    assert [each.summary.text for each in parts] == ["A", "B", "C"]
    assert [each.has_attr("open") for each in parts] == [False, True, True]
    assert [len(each("li")) for each in parts] == [FEW + 1, FEW + 1, 1]


def test_progress_is_kept_in_the_browser_and_can_be_forgotten(
    browser, address
):
    name = chapters()[0]
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    stop = f".course-map li[data-page='{name}']"

    def state():
        page.goto(f"{address}book/index.html")
        page.locator(stop).wait_for()
        return page.locator(stop).get_attribute("data-state")

    assert state() is None
    page.goto(f"{address}{name}.html")
    button = page.get_by_role("button", name="I have finished this page")
    button.wait_for()
    assert state() == "begun"
    page.goto(f"{address}{name}.html")
    button.press("Enter")
    assert button.get_attribute("aria-pressed") == "true"
    assert state() == "done"
    assert "1 of " in page.locator(".course-map .count").first.inner_text()
    assert context.cookies() == []
    page.get_by_role("button", name="Forget it").press("Enter")
    assert page.locator(stop).get_attribute("data-state") is None
    assert state() is None
    context.close()


def test_a_widget_of_the_home_page_moves_by_keyboard(browser, address):
    page = browser.new_page()
    page.goto(f"{address}book/index.html")
    slider = page.locator(".swim-sweep input[type=range]").first
    before = page.locator(".swim-sweep").inner_text()
    assert "times as long" in before  # it opens where there is a difference
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "before => document.querySelector('.swim-sweep').innerText !== before",
        arg=before,
    )
    page.close()


@pytest.mark.parametrize("name", chapters())
def test_every_exercise_links_its_solution_and_a_hint(site, name):
    html = (site / f"{name}.html").read_text(encoding="utf-8")
    page = BeautifulSoup(html, "html.parser")
    sections = page.select("section[id^=exercise-]")
    assert sections
    for section in sections:
        help = section.select_one(".exercise-help")
        assert help, section["id"]
        assert len(help.select_one("details p").text.split()) > 3
        assert help.select_one("a")["href"].endswith(f"#{section['id']}")


def test_pages_lead_on_and_back(site):
    names = contents()
    for before, name in zip(names, names[1:], strict=False):
        html = (site / f"{name}.html").read_text(encoding="utf-8")
        page = BeautifulSoup(html, "html.parser")
        link = page.select_one("a.left-prev")
        target = (site / f"{name}.html").parent / link["href"]
        assert target.resolve() == (site / f"{before}.html").resolve()
