"""Every check refuses the stub and wrong answers, and passes right ones.

Right answers stand in `notebooks/solutions`, two for each exercise; wrong
ones in `tests/wrong_answers/NOTEBOOK/FILE.WHY.py`, each with the words that
the check must say to it.
"""

from pathlib import Path

import pytest

from book import NOTEBOOKS, chapters, code_cells, program, read, tags
from swimlanes import checking
from swimlanes.magic import parse
from swimlanes.program import run, save

WRONG = Path(__file__).parent / "wrong_answers"


def exercises():
    """Yield (notebook, file, exercise cell, check cell)."""
    for path in chapters():
        cells = code_cells(read(path))
        for cell, check in zip(cells, cells[1:], strict=False):
            if "exercise" in tags(cell):
                yield path.stem, program(cell)[0], cell, check


def right_answers(notebook, file):
    """Return the cells of the solutions page that save `file`."""
    (path,) = NOTEBOOKS.glob(f"solutions/*/{notebook}.ipynb")
    cells = code_cells(read(path))
    return [
        cell
        for cell in cells
        if "exercise" in tags(cell) and program(cell)[0] == file
    ]


def answers():
    """Yield (id, exercise, check, answer's source, verdict, words)."""
    for notebook, file, cell, check in exercises():
        label = f"{notebook}/{file.removesuffix('.py')}"
        stub = program(cell)[2]
        yield f"{label}-stub", cell, check, stub, False, "not"
        for number, right in enumerate(right_answers(notebook, file), 1):
            source = program(right)[2]
            yield f"{label}-right-{number}", cell, check, source, True, "right"
        for path in wrong_answers(notebook, file):
            source = path.read_text("utf-8")
            says = source.splitlines()[0].removeprefix("# says: ")
            why = path.stem.split(".")[1]
            yield f"{label}-{why}", cell, check, source, False, says


def wrong_answers(notebook, file):
    stem = file.removesuffix(".py")
    return sorted((WRONG / notebook).glob(f"{stem}.*.py"))


def judge(cell, check, source, folder):
    """Put an answer in the exercise's place, and let its check judge it.

    Returns (passed, what was said).
    """
    if program(check):  # a file that imports the answer
        save(source, folder / program(cell)[0])
        file, line, text = program(check)
        options = parse(f"{file} {line}")
        found = checking.check(
            save(text, folder / file), timeout=options.timeout
        )
        return found.verdict == "right", str(found)
    file, line, _ = program(cell)  # the check reads what it printed
    options = parse(f"{file} {line}")
    result = run(
        save(source, folder / file),
        start_method=options.start_method,
        timeout=options.timeout,
    )
    try:
        exec(check.source, {"_program": result, "print": str})
    except AssertionError as error:
        return False, f"{result.output}{error}"
    return True, "right"


@pytest.mark.parametrize(
    ("cell", "check", "source", "verdict", "words"),
    [pytest.param(*rest, id=label) for label, *rest in answers()],
)
def test_answer(cell, check, source, verdict, words, tmp_path):
    passed, said = judge(cell, check, source, tmp_path)
    assert passed is verdict, said
    assert words in said


@pytest.mark.parametrize(
    ("notebook", "file"), [(n, f) for n, f, _, _ in exercises()]
)
def test_each_exercise_ships_its_answers(notebook, file):
    assert len(right_answers(notebook, file)) >= 2
    assert len(wrong_answers(notebook, file)) >= 3
