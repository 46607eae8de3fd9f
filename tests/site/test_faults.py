"""The checks of the pages find a fault where there is one."""

import random

import pytest
from browsing import (
    Traffic,
    barriers,
    broken_links,
    cut_off,
    moving,
    nameless_pictures,
    overflow,
    served,
    weight,
)
from pages import decks

PAGE = (
    '<!DOCTYPE html><html lang="en"><head><title>Fault</title>'
    '<link rel="icon" href="data:,"></head>'
    "<body><main><h1>Fault</h1>{}</main></body></html>"
)
TRAFFIC = {
    '<img alt="A dot" src="https://example.invalid/dot.png">': "foreign",
    "<script>fetch('https://example.invalid/').catch(Boolean)</script>": (
        "foreign"
    ),
    '<img alt="A dot" src="missing.png">': "404",
    "<script>console.error('it broke')</script>": "it broke",
    "<script>throw new Error('it broke')</script>": "it broke",
}
SIGHT = {
    '<div style="width: 2000px">wide</div>': overflow,
    '<img alt="plot.png" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">': (
        nameless_pictures
    ),
    '<svg role="img" width="9" height="9"></svg>': nameless_pictures,
    '<img alt="picture" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">': (
        nameless_pictures
    ),
    '<svg aria-label="Two lanes" width="9" height="9"></svg>': (
        nameless_pictures
    ),
    '<p style="transition: color 1s">slow</p>': moving,
    '<p style="scroll-behavior: smooth">slow</p>': moving,
    '<p style="color: #bbb">hard to read</p>': barriers,
    "<button></button>": barriers,
}


@pytest.fixture
def look(browser, tmp_path):
    """Return a function that opens a page with `body`: (page, traffic)."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    with served(tmp_path) as address:

        def look(body):
            tmp_path.joinpath("page.html").write_text(PAGE.format(body))
            traffic = Traffic(context, address)
            page = context.new_page()
            page.goto(address + "page.html")
            page.wait_for_load_state("networkidle")
            return page, traffic

        yield look
        context.close()


def test_a_good_page_passes_every_check(look):
    page, traffic = look('<svg role="img" aria-label="A grey dot"></svg>')
    assert traffic.complaints == []
    assert not any(check(page) for check in set(SIGHT.values()))


@pytest.mark.parametrize(("body", "complaint"), TRAFFIC.items())
def test_a_fault_in_the_traffic_is_found(look, body, complaint):
    _, traffic = look(body)
    assert complaint in " ".join(traffic.complaints)


@pytest.mark.parametrize(("body", "check"), SIGHT.items())
def test_a_fault_in_sight_is_found(look, body, check):
    page, _ = look(body)
    assert check(page)


def test_a_heavy_page_is_found(look, tmp_path):
    page, _ = look("light")
    before, in_all = weight(page)
    assert 0 < before <= in_all < 5
    noise = tmp_path / "noise.bin"
    noise.write_bytes(random.Random(1).randbytes(700_000))
    page, _ = look("<script>fetch('noise.bin').then(r => r.blob())</script>")
    assert weight(page)[1] > 700


@pytest.mark.parametrize("link", ["gone.html", "page.html#gone", "#gone"])
def test_a_broken_link_is_found(tmp_path, link):
    path = tmp_path / "page.html"
    path.write_text(PAGE.format(f'<a href="{link}" id="here">there</a>'))
    assert broken_links(tmp_path) == [("page.html", link)]
    path.write_text(PAGE.format('<a href="page.html#here" id="here">me</a>'))
    assert broken_links(tmp_path) == []


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ('<p style="height: 4000px">tall</p>', "too high"),
        ('<p style="width: 2000px">wide</p>', "too wide"),
        (
            '<div class="output" style="overflow: auto">'
            '<p style="width: 4000px">wide</p></div>',
            "too wide: wide",
        ),
    ],
)
def test_what_is_cut_off_a_slide_is_found(browser, address, body, complaint):
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto(f"{address}{decks()[0]}.html")
    page.wait_for_function("window.Reveal && Reveal.isReady()")
    page.evaluate(
        "html => document.querySelectorAll('.fit')[2]"
        ".insertAdjacentHTML('beforeend', html)",
        body,
    )
    found = cut_off(page)
    page.close()
    assert any(complaint in each for each in found), found
