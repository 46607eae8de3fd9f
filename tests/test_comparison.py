"""One program under many Pythons: what is read, recorded, and drawn."""

import re
import shutil
import sys
import xml.etree.ElementTree as ElementTree

import pytest

from swimlanes import compare, interpreters, program_measurement
from swimlanes.comparison import Comparison, read_table, sources
from swimlanes.errors import ProgramError

TABLE = "ms chopping baking\nserial 200 100\nthreads 210 50\nothers - -\n"
OWN = interpreters.own_version()


def two_pythons(**more):
    def run(version, text, cores=2, stored=False):
        origin = {
            "python": version,
            "cores": cores,
            "system": "Linux",
            "recorded": "2026-11-26",
        }
        return {"origin": origin, "stored": stored, **read_table(text)}

    runs = {
        "3.13": run("3.13.0", TABLE),
        "3.13t": run(
            "3.13.1", TABLE.replace("210", "100"), cores=8, stored=True
        ),
    }
    return Comparison(runs, "serial", **more)


def test_a_table_is_read():
    table = read_table(TABLE)
    assert table["unit"] == "ms"
    assert table["columns"] == ["chopping", "baking"]
    assert table["numbers"]["threads"] == [210, 50]
    assert table["numbers"]["others"] == [None, None]


@pytest.mark.parametrize(
    "text", ["", "ms a\n", "ms a\nserial\n", "ms a\nserial 1 2\n", "ms a\nb c"]
)
def test_something_else_is_refused(text):
    with pytest.raises(ValueError):
        read_table(text)


def test_numbers_and_shares():
    two = two_pythons()
    assert two.at("3.13", "threads", "baking") == 50
    assert two.share("3.13t", "threads", "chopping") == 0.5
    assert two.share("3.13", "others", "chopping") is None
    two.runs["3.13"]["numbers"]["serial"] = [0, 100]
    assert two.share("3.13", "threads", "chopping") is None


def test_text_form():
    assert str(two_pythons()).splitlines() == [
        "ms                 3.13  3.13t",
        "chopping  serial    200    200",
        "chopping  threads   210    100",
        "chopping  others      –      –",
        "baking    serial    100    100",
        "baking    threads    50     50",
        "baking    others      –      –",
    ]


def test_bars_are_as_long_as_their_shares():
    html = two_pythons().to_html()
    lengths = [float(n) for n in re.findall(r"<i [^>]*width:([\d.]+)%", html)]
    (line,) = {float(n) for n in re.findall(r"--reference:([\d.]+)%", html)}
    shares = [length / line for length in lengths]
    assert shares == pytest.approx([1.05, 0.5, 0.5, 0.5], abs=0.01)
    assert max(lengths) < 80  # the number finds room behind the bar
    assert html.count('class="free"') == 2


def test_where_it_was_measured_is_told():
    html = two_pythons().to_html()
    notes = re.sub("<[^>]+>", "", re.search("<p .*?</p>", html)[0])
    assert "3.13.0: 2 cores核, Linux, 2026-11-26." in notes
    assert "3.13.1t: 8 cores核, Linux, 2026-11-26, a recorded re" in notes


def test_both_languages_are_there_and_escaped():
    html = two_pythons(
        title={"en": "Dishes <1>", "zh": "菜"}, labels={"baking": "<b>"}
    ).to_html()
    page = ElementTree.fromstring(html)
    title = page.find("figcaption")
    words = {span.get("lang"): span.text for span in title}
    assert words == {"en": "Dishes <1>", "zh": "菜"}
    assert "<b>" not in html


def test_an_unknown_reference_and_unlike_tables_are_refused():
    runs = two_pythons().runs
    with pytest.raises(ProgramError, match="none of serial, threads, others"):
        Comparison(runs, "nothing")
    runs["3.13"]["columns"] = ["chopping"]
    with pytest.raises(ProgramError, match="3.13t printed a table of other"):
        Comparison(runs, "serial")


@pytest.fixture
def save(tmp_path, monkeypatch):
    """A folder of programs beside a notebook, and how to save one there."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SWIMLANES_RECORD", raising=False)
    monkeypatch.setattr(program_measurement, "folder", lambda: tmp_path)

    def save(name, source):
        (tmp_path / name).write_text(source, "utf-8")

    save("words.py", f"TABLE = {TABLE!r}\n")
    save("ways.py", "import words\n\nprint(words.TABLE)\n")
    return save


def test_the_neighbours_of_a_program_belong_to_it(save, tmp_path):
    save("rest.py", "import ways\n")
    save(
        "ways.py", "def f():\n    global TABLE\n    from words import TABLE\n"
    )
    text = sources(tmp_path / "rest.py")
    assert "import ways" in text
    assert "TABLE = " in text


def test_the_python_that_runs_now_is_always_there(save):
    both = compare("ways.py", pythons=[], reference="serial")
    assert list(both.runs) == [OWN]
    assert both.at(OWN, "serial", "baking") == 100
    assert both.runs[OWN]["origin"]["cores"]
    again = compare("ways.py", pythons=[OWN], reference="serial")
    assert list(again.runs) == [OWN]


def other(monkeypatch, here):
    python = f"3.99t={sys.executable}" if here else ""
    monkeypatch.setenv("SWIMLANES_PYTHONS", python)
    return compare("ways.py", pythons=["3.99t"], reference="serial")


def test_a_missing_python_shows_its_record(save, monkeypatch, tmp_path):
    folder = tmp_path / "recorded" / "choosing"
    monkeypatch.setenv("SWIMLANES_RECORD", str(folder))
    recorded = other(monkeypatch, here=True)
    monkeypatch.delenv("SWIMLANES_RECORD")
    assert {path.name for path in folder.iterdir()} == {
        "ways.py@3.99t.json",
        f"ways.py@{OWN}.json",
    }
    shown = other(monkeypatch, here=False)
    assert not shown.runs[OWN]["stored"]
    assert shown.runs.pop("3.99t") == recorded.runs["3.99t"] | {"stored": True}


def test_a_record_is_not_shown_after_a_change(save, monkeypatch, tmp_path):
    monkeypatch.setenv("SWIMLANES_RECORD", str(tmp_path / "recorded/choosing"))
    other(monkeypatch, here=True)
    save("words.py", f"# a comment\nTABLE = {TABLE!r}\n")
    other(monkeypatch, here=False)
    save("words.py", f"TABLE = {TABLE!r} + ''\n")
    with pytest.raises(ProgramError, match="ways.py has changed since"):
        other(monkeypatch, here=False)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("1 / 0", "exit code 1"),
        ("print('hello')", "printed no table"),
        ("input()", "exit code 1"),
    ],
)
def test_a_program_that_measures_nothing(save, source, words):
    save("ways.py", source)
    with pytest.raises(ProgramError, match=words):
        compare("ways.py", pythons=[], reference="serial")


def test_a_program_that_was_not_saved(save):
    with pytest.raises(ProgramError, match="save it first with %%program"):
        compare("nowhere.py", pythons=[], reference="serial")


@pytest.mark.parametrize(("lang", "other"), [("en", "zh"), ("zh-CN", "en")])
def test_on_a_phone_in_the_language_of_the_page(lang, other):
    playwright_api = pytest.importorskip("playwright.sync_api")
    drawn = two_pythons(title={"en": "Dishes", "zh": "菜"}).to_html()
    with playwright_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-quic"],
        )
        page = browser.new_page(viewport={"width": 390, "height": 900})
        page.set_content(f'<!doctype html><html lang="{lang}">{drawn}</html>')
        assert page.locator(f"[lang={lang[:2]}]").first.is_visible()
        assert not page.locator(f"[lang={other}]:visible").count()
        wide = page.evaluate("document.documentElement.scrollWidth")
        bars = page.locator("i").evaluate_all(
            "all => all.map(i => i.offsetWidth)"
        )
        browser.close()
    assert wide == 390
    assert bars[1] / bars[0] == pytest.approx(0.5 / 1.05, abs=0.05)
