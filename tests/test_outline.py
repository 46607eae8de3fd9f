"""Hold the outline of the course and its notebooks together."""

import pytest
import yaml

from book import NOTEBOOKS, ROOT, chapters, headings, name, read

PARTS = yaml.safe_load((ROOT / "book/outline.yml").read_text("utf-8"))
PLANNED = {
    f"{part['folder']}/{stem}": entry
    for part in PARTS
    for stem, entry in part["notebooks"].items()
}


def uncovered(titles, rows):
    """Return the answered rows whose heading is not among `titles`."""
    return [row for row, heading in rows.items() if heading not in titles]


@pytest.mark.parametrize("path", chapters(), ids=name)
def test_every_row_of_the_notebook_has_its_heading(path):
    entry = PLANNED[name(path)]
    notebook = read(path)
    titles = {text for _, text in headings(notebook)}
    assert not uncovered(titles, entry["rows"])
    stars = notebook.cells[0].source.count("★")
    assert stars == entry["stars"]


def test_a_row_without_its_heading_is_seen():
    assert uncovered({"A"}, {"row": "B"}) == ["row"]
    assert uncovered({"A"}, {"row": None}) == ["row"]
    assert not uncovered({"A"}, {"row": "A"})


def test_rows_of_pages_that_do_not_exist_claim_no_answer():
    for stem, entry in PLANNED.items():
        if not (NOTEBOOKS / f"{stem}.ipynb").exists():
            assert not any(entry["rows"].values()), stem


def test_report_coverage(capsys):
    rows = [r for entry in PLANNED.values() for r in entry["rows"].values()]
    with capsys.disabled():
        print(
            f"\noutline: {sum(map(bool, rows))} of {len(rows)} rows answered,"
            f" on {len(chapters())} of {len(PLANNED)} pages"
        )
    assert rows
