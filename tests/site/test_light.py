"""The style sheet keeps what pages use, and nothing else."""

import re

import icons
import light
import pytest
from pages import contents

DATA = "data:a;b,{}"
NAMES = {"cell", "note", "row"}


@pytest.mark.parametrize(
    ("css", "small"),
    [
        ("p{margin:0}", "p{margin:0}"),
        (".cell{margin:0}.gone{margin:0}", ".cell{margin:0}"),
        (".gone,.cell p{margin:0}", ".cell p{margin:0}"),
        (".cell.gone{margin:0}", ""),
        (".cell:not(.gone){margin:0}", ".cell:not(.gone){margin:0}"),
        (".cell :is(.a, .b){margin:0}", ".cell :is(.a, .b){margin:0}"),
        ("#gone{margin:0}", ""),
        ("@media print{.gone{margin:0}}", ""),
        ("@media print{.row{margin:0}}", "@media print{.row{margin:0}}"),
        ('@import "other.css"; p{margin:0}', "p{margin:0}"),
        ("/* why */ p { margin: 0; /* why */ }", "p{margin: 0}"),
        (
            ":root{--used:1;--gone:2}p{margin:var(--used)}",
            ":root{--used:1}p{margin:var(--used)}",
        ),
        (":root{--a:var(--b);--b:1}p{margin:0}", "p{margin:0}"),
        (".cell { h1 { margin: 0; } }", ".cell{h1 { margin: 0; }}"),
        (f"p{{b:url('{DATA}')}}", f'p{{b:url("{DATA}")}}'),
    ],
)
def test_only_what_can_match_is_kept(css, small):
    assert light.smallest(css, NAMES) == small


def test_names_in_scripts_are_in_use(tmp_path):
    page = '<p class="cell note" id=row><script>add("opened")</script>'
    (tmp_path / "page.html").write_text(page)
    names = light.names_in_use(tmp_path)
    assert {*NAMES, "opened", "show"} <= names
    assert "carousel" not in names


@pytest.mark.parametrize("name", contents())
def test_a_page_has_one_style_sheet_and_waits_for_no_script(site, name):
    html = (site / f"{name}.html").read_text(encoding="utf-8")
    sheets = re.findall(r'<link[^>]*href="([^"]*\.css[^"]*)"', html)
    assert [sheet.endswith("styles/book.css") for sheet in sheets] == [True]
    scripts = re.findall(r"<script[^>]*src=[^>]*>", html)
    assert scripts and all(" defer" in script for script in scripts)


def test_icons_that_the_style_sheet_names_are_kept(site):
    css = (site / "_static" / light.BOOK).read_text(encoding="utf-8")
    assert 10 < len(icons.named(css)) < 100
    fonts = list(site.glob("_static/vendor/**/*.woff2"))
    assert fonts and sum(font.stat().st_size for font in fonts) < 20_000


def test_what_no_page_asks_for_is_not_published(site):
    names = {path.name for path in site.rglob("*")}
    assert "fontawesome.js" not in names
    assert not any(name.endswith((".map", ".ttf")) for name in names)
