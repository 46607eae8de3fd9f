"""The status page accounts for every cell that is compared less strictly."""

import exempt
from bs4 import BeautifulSoup

from book import code_cells, every_notebook, read, tags

# These say what a cell is for, and change nothing in what is compared.
COMPARED = {"hide-output", "exercise", "check"}


def test_every_tag_is_explained():
    used = set().union(
        *(
            tags(cell)
            for path in every_notebook()
            for cell in code_cells(read(path))
        )
    )
    assert used <= set(exempt.WHY) | COMPARED


def test_a_tag_takes_a_cell_out(tmp_path):
    path = tmp_path / "small.ipynb"
    path.write_text(
        '{"cells": [{"cell_type": "code", "id": "a", "metadata":'
        ' {"tags": ["varies", "check"]}}, {"cell_type": "code", "id": "b",'
        ' "metadata": {}}, {"cell_type": "markdown", "id": "c"}]}'
    )
    assert exempt.tagged(path) == (2, {"a": ["varies"]})


def test_the_page_counts_and_names_them(site):
    html = (site / "book/status.html").read_text(encoding="utf-8")
    page = BeautifulSoup(html, "html.parser")
    counts = page.select_one("#what-is-compared-and-what-is-not table")
    cells = page.select_one("#the-cells-with-such-a-tag table").text
    for row in counts.select("tbody tr"):
        tag, number, compared, why = (cell.text for cell in row("td"))
        assert int(number) <= cells.count(tag.strip())
        assert len(compared.split()) > 2 and len(why.split()) > 2
    recorded = page.select_one("table.recorded")
    assert all(
        cell.text.strip()
        for row in recorded.select("tbody tr")
        for cell in row("td")
    )
