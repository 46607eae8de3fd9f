"""A launched or downloaded notebook has what it needs."""

import ast
import re
import subprocess
import sys
import zipfile

import downloads
import nbformat
import pytest
from bs4 import BeautifulSoup
from pages import chapters, contents

from book import ROOT, code_cells, every_notebook, name, program, read

PIN = re.compile(r"^([\w.-]+)==(\S+)$", re.MULTILINE)
NOTEBOOKS = [each for each in contents() if each.startswith("notebooks/")]


def pins(path):
    text = (ROOT / path).read_text(encoding="utf-8")
    return {
        key.lower().replace("-", "_"): value
        for key, value in PIN.findall(text)
    }


def test_binder_takes_the_versions_of_the_book():
    everything = pins("requirements.txt")
    for package, version in pins(".binder/requirements.txt").items():
        assert everything[package] == version
    assert "-e ." in (ROOT / ".binder/requirements.txt").read_text()


def imports(source):
    """Return the top names that a cell or a program imports."""
    lines = [line for line in source.splitlines() if not line.startswith("%")]
    try:
        tree = ast.parse("\n".join(lines))
    except SyntaxError:
        return set()  # broken on purpose
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def unprovided(notebook, provided):
    """Return the names that a notebook imports from nowhere."""
    sources = [cell.source for cell in code_cells(notebook)]
    saved = {
        found[0].removesuffix(".py")
        for cell in code_cells(notebook)
        if (found := program(cell))
    }
    wanted = set().union(*map(imports, sources))
    return wanted - saved - provided - sys.stdlib_module_names


@pytest.mark.parametrize("path", every_notebook(), ids=name)
def test_binder_has_what_a_notebook_imports(path):
    provided = {"swimlanes", *pins(".binder/requirements.txt")}
    assert not unprovided(read(path), provided)


def test_a_missing_package_is_found():
    cells = [
        nbformat.v4.new_code_cell("%%program mine.py\nimport os, numpy"),
        nbformat.v4.new_code_cell("from mine import x\nimport swimlanes"),
    ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    assert unprovided(notebook, {"swimlanes"}) == {"numpy"}


@pytest.mark.parametrize("page_name", NOTEBOOKS)
def test_a_page_launches_and_downloads_its_own_notebook(site, page_name):
    path = site / f"{page_name}.html"
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    (binder,) = page.select(".dropdown-launch-buttons a")
    assert binder["href"].endswith(f"urlpath=lab/tree/{page_name}.ipynb")
    assert (ROOT / f"{page_name}.ipynb").is_file()
    link = page.select_one("a.btn-download-source-button")
    archive = (path.parent / link["href"]).resolve()
    with zipfile.ZipFile(archive) as content:
        stem = page_name.rpartition("/")[2]
        files = {each.partition("/")[2] for each in content.namelist()}
        assert {f"{stem}.ipynb", "READ-ME.txt", "requirements.txt"} <= files
        assert {"swimlanes/__init__.py", "swimlanes/sweep.js"} <= files
        assert not any("__pycache__" in each for each in files)
        notebook = content.read(f"{stem}/{stem}.ipynb").decode()
    assert "](../" not in notebook


def test_links_of_a_download_lead_to_the_site():
    source = "See [a](../../book/x.md#y), [b](z.ipynb), [c](https://d/e.md)."
    assert downloads.with_links_to("B/", "notebooks/2/n", source) == (
        "See [a](B/book/x.html#y), [b](B/notebooks/2/z.html),"
        " [c](https://d/e.md)."
    )


def test_a_download_imports_its_own_copy_of_the_package(site, tmp_path):
    stem = chapters()[0].rpartition("/")[2]
    path = site / downloads.archive_of(chapters()[0])
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path)
    where = subprocess.run(
        [sys.executable, "-c", "import swimlanes; print(swimlanes.__file__)"],
        cwd=tmp_path / stem,
        env={"PATH": ""},
        capture_output=True,
        text=True,
    )
    assert where.stdout.startswith(str(tmp_path)), where.stderr
