"""Where the notebooks are, and their parts by name: shared by the tests."""

import re
from pathlib import Path

import nbformat

ROOT = Path(__file__).parent.parent
NOTEBOOKS = ROOT / "notebooks"


def chapters():
    """Return the paths of the chapter notebooks, in order of their names."""
    return sorted(
        path
        for path in NOTEBOOKS.glob("*/*.ipynb")
        if path.parent.name != "solutions"
    )


def solutions():
    """Return the paths of the notebooks with solutions."""
    return sorted(NOTEBOOKS.glob("solutions/*/*.ipynb"))


def every_notebook():
    return chapters() + solutions()


def name(path):
    """Return the notebook's name as it reads in a test report."""
    return str(path.relative_to(NOTEBOOKS).with_suffix(""))


def read(path):
    return nbformat.read(path, as_version=4)


def tags(cell):
    return set(cell.metadata.get("tags", []))


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def prose_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "markdown"]


def program(cell):
    """Return (file name, options, source) of a program cell, else None."""
    match = re.match(
        r"%%program[ \t]+(\w+\.py)([^\n]*)\n(.*)", cell.source, re.S
    )
    return match.groups() if match else None


def headings(notebook):
    """Return [(level, text)] of the Markdown headings, in order."""
    found = []
    for cell in prose_cells(notebook):
        found += [
            (len(marks), text.strip())
            for marks, text in re.findall(
                r"^(#+) (.+)$", cell.source, re.MULTILINE
            )
        ]
    return found
