"""Pages are found, shared, and stay where they are."""

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import cards
import finding
import pytest
from browsing import Anchors
from pages import chapters, contents, decks
from PIL import Image
from urls import known

from book import ROOT

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


class Tags(HTMLParser):
    """What a page says about itself: {name or property: content}."""

    def __init__(self, path):
        super().__init__()
        self.found = {}
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        name = values.get("name") or values.get("property")
        if tag == "meta" and name:
            self.found.setdefault(name, []).append(values.get("content"))


def gone(listed, folder, redirected):
    """Return the addresses of a list that lead nowhere in a site."""
    missing = []
    for page, anchors in listed.items():
        if page in redirected:
            continue
        path = folder / page
        there = Anchors(path).ids if path.is_file() else set()
        missing += [page] if not path.is_file() else []
        missing += [f"{page}#{anchor}" for anchor in anchors - there]
    return missing


def test_every_published_address_is_still_there(site):
    assert gone(known(), site, finding.redirects(ROOT)) == []


def test_a_lost_address_is_found(tmp_path):
    (tmp_path / "page.html").write_text('<p id="here">words</p>')
    listed = {"page.html": {"here", "lost"}, "old.html": {"there"}}
    lost = ["page.html#lost", "old.html", "old.html#there"]
    assert gone(listed, tmp_path, {}) == lost
    assert gone(listed, tmp_path, {"old.html": "page.html"}) == lost[:1]


def test_every_page_is_on_the_list_of_addresses():
    missing = {f"{name}.html" for name in contents() + decks()} - set(known())
    assert not missing, "new pages: run `make urls`"


def test_redirects_lead_to_pages(site):
    for new in finding.redirects(ROOT).values():
        assert (site / new.partition("#")[0]).is_file()


@pytest.fixture(scope="module")
def tags(site):
    return {name: Tags(site / f"{name}.html").found for name in contents()}


def test_every_page_has_a_description_of_its_own(tags):
    descriptions = {name: found["description"] for name, found in tags.items()}
    texts = [text for (text,) in descriptions.values()]
    assert len(set(texts)) == len(texts)
    assert all(30 <= len(text) <= 160 for text in texts)
    assert not any("★" in text for text in texts)


def test_every_page_can_be_shared(tags, site):
    for name, found in tags.items():
        assert found["og:title"] and found["og:description"]
        (url,), (image,) = found["og:url"], found["og:image"]
        base = url.removesuffix(f"{name}.html")
        assert base.startswith("https://") and base != url
        with Image.open(site / image.removeprefix(base)) as card:
            assert card.size == cards.SIZE


def test_a_card_shows_the_lanes_of_the_page(site):
    path = ROOT / "book/images/first-picture.html"
    svg = cards.timeline_in(path.read_text(encoding="utf-8"))
    card = cards.draw("A title", "A book", svg)
    found = {colour for _, colour in card.getcolors(1 << 20)}
    for name in ("running", "ready"):
        assert cards.ImageColor.getrgb(cards.hue(name)) in found


def test_the_site_map_names_every_page(site):
    root = ElementTree.parse(site / "sitemap.xml").getroot()
    urls = [each.text for each in root.iter(f"{NAMESPACE}loc")]
    assert len(urls) == len(set(urls)) == len(contents())
    robots = (site / "robots.txt").read_text()
    assert re.search(r"Sitemap: https://\S+/sitemap\.xml", robots)


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("BoundedSemaphore", "semaphores"),
        ("process_time", "starting-processes"),
        ("__main__", "starting-processes"),
        ("no order is promised", "order-and-join"),
        ("producers and consumers", "producers-and-consumers"),
    ],
)
@pytest.mark.parametrize("from_a_folder", [False, True])
def test_the_search_finds_names_in_code_and_phrases(
    browser, address, site, query, page, from_a_folder
):
    assert any(name.endswith(page) for name in chapters())
    base = f"{site.as_uri()}/" if from_a_folder else address
    tab = browser.new_page()
    tab.goto(f"{base}search.html?q={query.replace(' ', '+')}")
    hit = tab.locator(f"ul.search a[href*='{page}.html']").first
    hit.wait_for()
    tab.close()
