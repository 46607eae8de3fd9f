"""The style of the notebooks, as far as a machine can judge it.

CONTRIBUTING.md has the rules and their reasons.
"""

import ast
import re

import pytest

from book import (
    chapters,
    code_cells,
    every_notebook,
    headings,
    name,
    program,
    prose_cells,
    read,
    tags,
)

TAGS = {
    "any-order",
    "lanes",
    "picture",
    "measured",
    "varies",
    "raises-exception",
    "hide-output",
    "exercise",
    "check",
}
SECTIONS = [
    "See it happen",
    "How it breaks",
    "Turn the knobs",
    "In practice",
    "Summary",
    "Check yourself",
    "Exercises",
    "Read on",
]
MAY_BE_MISSING = {"How it breaks", "Turn the knobs"}
# a review page looks back on a part: no new topic, more questions
REVIEW_SECTIONS = [
    "The part on one page",
    "Check yourself",
    "Exercises",
    "Read on",
]
BELITTLING = r"\b(simply|just|easy|easily|obviously|of course|trivial)\b"
LATIN = r"\b(e\.g\.|i\.e\.|etc\.|viz\.|cf\.|et al\.)"
POOR_NAMES = r"\b(foo|bar|baz|t1|t2|p1|p2|do_stuff|do_something)\b"
SHELL = r"^\s*(!|%timeit|%%timeit|%%bash|%%writefile|%run)"
DATED = r"\b(3\.\d+t?|PEP \d+)\b"
NEEDS_A_DATE = r"\bGIL\b|free-threaded|by default|the default"


def sentences_on_one_line(line):
    """Return True if a second sentence starts on the same source line."""
    text = re.sub(r"`[^`]*`|\[[^\]]*\]\([^)]*\)", "x", line)
    text = re.sub(r"\*\*[^*]+\*\*", "x", text)
    return bool(re.search(r"[a-z0-9)][.!?] [A-Z]", text))


def faults(notebook):
    """Yield (where, what) for every broken rule of one notebook."""
    for number, cell in enumerate(notebook.cells):
        where = f"cell {number} ({cell.id})"
        if cell.cell_type == "markdown":
            for what in prose_faults(cell.source):
                yield where, what
        else:
            for what in code_faults(cell):
                yield where, what


def prose_faults(text):
    words = re.sub(r"[^\w\s]", "", text).split()
    bullets = text.lstrip().startswith(("- ", "**You")) or "\n- " in text
    if len(words) > (220 if bullets else 150):
        yield f"{len(words)} words between two cells"
    for rule, what in (
        (BELITTLING, "belittling word"),
        (LATIN, "Latin abbreviation"),
    ):
        if match := re.search(rule, text, re.IGNORECASE):
            yield f"{what}: {match[0]}"
    for line in text.splitlines():
        listed = line.lstrip().startswith(("- ", "|", "**"))
        if not listed and sentences_on_one_line(line):
            yield f"two sentences on one line: {line}"
        dated = re.search(DATED, line)
        if re.search(NEEDS_A_DATE, line) and not dated:
            yield f"no Python version named: {line}"
    for alt in re.findall(r"!\[([^\]]*)\]", text):
        if len(alt) < 15 or "." in alt.split()[0]:
            yield f"picture without a describing text: {alt!r}"


def code_faults(cell):
    found = program(cell)
    source = found[2] if found else cell.source
    lines = [line for line in source.splitlines() if line.strip()]
    limit = 46 if "check" in tags(cell) else 30 if found else 15
    if len(lines) > limit:
        yield f"{len(lines)} lines"
    if wide := [line for line in lines if len(line) > 79]:
        yield f"wider than 79: {wide[0]}"
    if unknown := tags(cell) - TAGS:
        yield f"unknown tags: {unknown}"
    if match := re.search(POOR_NAMES, source):
        yield f"poor name: {match[0]}"
    if match := re.search(SHELL, source, re.MULTILINE):
        yield f"magic or shell command: {match[0]}"
    for line in lines:
        if re.search(r"\bsleep\(", line) and "#" not in line:
            yield f"sleep without a comment that says what it is: {line}"
    if "raises-exception" in tags(cell) and "raises" not in cell.metadata:
        yield "no name of the error to be raised in the metadata"


def structure_faults(notebook):
    """Yield what is wrong with the order of the whole."""
    first = notebook.cells[0].source
    review = first.startswith("# Review: ")
    weight = "Review" if review else "★{1,5}"
    if not re.match(rf"# [^\n]+\n\n{weight} · Part \d", first):
        yield "the first cell is no title, weight and question"
    if len(re.sub(r"[^\w\s]", "", first).split()) > 75:
        yield "the opening question is too long"
    if "**You will be able to**" not in notebook.cells[1].source:
        yield "the second cell does not say what you will be able to do"
    setup = code_cells(notebook)[0].source
    body = "\n".join(
        line for line in setup.splitlines() if not line.startswith("%")
    )
    if any(
        not isinstance(node, ast.Import | ast.ImportFrom)
        for node in ast.parse(body).body
    ):
        yield "the setup cell does more than import"
    found = [text for level, text in headings(notebook) if level == 2]
    sections = REVIEW_SECTIONS if review else SECTIONS
    expected = [s for s in sections if s in found]
    missing = set(sections) - set(found) - MAY_BE_MISSING
    if missing:
        yield f"sections missing: {missing}"
    if [s for s in found if s in sections] != expected:
        yield f"sections out of order: {found}"
    titles = [text for _, text in headings(notebook)]
    if len(titles) != len(set(titles)):
        yield "two headings are the same"
    code = code_cells(notebook)
    # self-check questions and exercises come on top of the lesson itself
    lesson = [
        c for c in code if not tags(c) & {"exercise", "check", "hide-output"}
    ]
    if len(lesson) > 35:
        yield f"{len(lesson)} code cells in the lesson"
    words = sum(len(c.source.split()) for c in prose_cells(notebook))
    if not (500 if review else 900) <= words <= 2200:
        yield f"{words} words"
    questions = sum("hide-output" in tags(c) for c in code)
    if not 3 <= questions <= (10 if review else 5):
        yield f"{questions} questions to check yourself"
    exercises = sum("exercise" in tags(c) for c in code)
    checks = sum("check" in tags(c) for c in code)
    if exercises < 3 or checks != exercises:
        yield f"{exercises} exercises with {checks} checks"
    if not review and not any("picture" in tags(c) for c in code):
        yield "no picture from a real run"
    links = prose_cells(notebook)[-1].source.count("\n- ")
    if not 1 <= links <= 5:
        yield f"{links} links to read on"
    for cell, following in zip(code, code[1:], strict=False):
        if "varies" in tags(cell) and tags(following) & {"varies"}:
            yield f"nothing checks what must hold after {cell.id}"


@pytest.mark.parametrize("path", every_notebook(), ids=name)
def test_cells(path):
    assert not list(faults(read(path)))


@pytest.mark.parametrize("path", chapters(), ids=name)
def test_structure(path):
    assert not list(structure_faults(read(path)))


@pytest.mark.parametrize("path", every_notebook(), ids=name)
def test_names(path):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", path.stem)
    ids = [cell.id for cell in read(path).cells]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "text",
    [
        "You simply start it.",
        "Locks, e.g. this one.",
        "One sentence. Another one.",
        "The GIL is held.",
        "![plot.png](plot.png)",
        "word " * 160,
    ],
)
def test_prose_faults_are_seen(text):
    assert list(prose_faults(text))


@pytest.mark.parametrize(
    "text",
    [
        "A process ends.\nAnother one starts.",
        "- **Notes.** A list may say two things. It does.",
        "The GIL of CPython 3.13 is held.",
        "A free-threaded build, such as 3.14t, has none.",
        "Use `a.b. C` as it is.",
    ],
)
def test_good_prose_passes(text):
    assert not list(prose_faults(text))


@pytest.mark.parametrize(
    "source",
    [
        "x = 1\n" * 16,
        "x = '" + "-" * 80 + "'",
        "foo = 1",
        "!ls",
        "sleep(1)",
        "%%program long.py\n" + "x = 1\n" * 31,
    ],
)
def test_code_faults_are_seen(source):
    from nbformat.v4 import new_code_cell

    assert list(code_faults(new_code_cell(source)))
