"""The build itself: what fails it, and what its extensions make of a page."""

import json
import re
import socket
import subprocess
import sys

import nbformat
import pytest
import yaml
from building import build
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
)

from book import ROOT

SCRIPTS = ROOT / "site" / "scripts"
WIDGET = "application/vnd.jupyter.widget-view+json"


def cell(text, slide_type, make=new_markdown_cell, **options):
    metadata = {"slideshow": {"slide_type": slide_type}} if slide_type else {}
    return make(text, metadata=metadata, **options)


def talk():
    """A notebook that says itself how to cut it into slides."""
    result = [
        new_output(
            "execute_result",
            data={
                "text/html": "<b>made of HTML</b>",
                WIDGET: {
                    "model_id": "0123",
                    "version_major": 2,
                    "version_minor": 0,
                },
                "text/plain": "plain",
            },
            execution_count=1,
        )
    ]
    notebook = new_notebook(
        cells=[
            cell("# A talk\n\nWhat it is about.", "slide"),
            cell("spoken only", "notes"),
            cell("## Still the first slide", ""),
            cell("## The second slide\n\nSee {term}`lane`.", "slide"),
            cell("one by one", "fragment"),
            cell("for the page only", "skip"),
            cell("1 + 1", "subslide", new_code_cell, outputs=result),
        ]
    )
    notebook.cells[-1].id = "sum-of-two"
    notebook.cells[-1].metadata["tags"] = ["varies"]
    notebook.metadata["widgets"] = {
        "application/vnd.jupyter.widget-state+json": {"state": {}}
    }
    return notebook


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    """A small book with this book's settings and a fault on its front page."""
    folder = tmp_path_factory.mktemp("faulty")
    text = (ROOT / "_config.yml").read_text(encoding="utf-8")
    text = text.replace("site/", (ROOT / "site").as_posix() + "/")
    (folder / "_config.yml").write_text(text, encoding="utf-8")
    toc = {
        "format": "jb-book",
        "root": "front",
        "chapters": [
            {"file": "talk"},
            {"file": "status"},
        ],
    }
    (folder / "_toc.yml").write_text(yaml.safe_dump(toc))
    (folder / "front.md").write_text(
        "# Front\n\n"
        'A page with <img alt="a dot" src="https://example.invalid/a.png">,'
        " {term}`nothing` and {doc}`nowhere`.\n\n"
        "```{glossary}\n\nlane\n  A row.\n```\n"
    )
    (folder / "status.md").write_text(
        "# Status\n\n```{recorded}\n```\n\n```{exempt-cells}\n```\n\n"
        "Speedup {math}`1 / p`.\n"
    )
    (folder / "site").mkdir()
    (folder / "site" / "redirects.txt").write_text(
        "# old and new\nold/place.html talk.html\n"
        "front.html#before front.html#front\n"
    )
    (folder / ".binder").symlink_to(ROOT / ".binder")
    (folder / "book").mkdir()
    (folder / "book" / "outline.yml").write_text("[]\n")
    nbformat.write(talk(), folder / "talk.ipynb")
    return folder, build(folder, folder, "-W", "-n", "--keep-going")


@pytest.fixture(scope="module")
def deck(faulty):
    path = faulty[0] / "_build" / "html" / "slides" / "talk.html"
    return re.split("<section id=[^>]*>", path.read_text("utf-8"))[1:]


def test_the_book_builds_without_a_warning(build_result):
    _, result = build_result
    assert result.returncode == 0
    assert "WARNING" not in result.stderr


@pytest.mark.parametrize(
    "fault",
    [
        "front.html would fetch https://example.invalid/a.png",
        "nothing",
        "nowhere",
    ],
)
def test_a_fault_fails_the_build_and_is_named(faulty, fault):
    _, result = faulty
    assert result.returncode != 0
    assert any(
        fault in line
        for line in result.stderr.splitlines()
        if "WARNING" in line
    )


def test_slide_types_cut_a_notebook_into_slides(deck):
    assert len(deck) == 3
    first, second, third = deck
    assert "A talk" in first and "Still the first slide" in first
    assert "<p>spoken only" in first.partition('<aside class="notes">')[2]
    assert '<div class="fragment"><p>one by one' in second
    assert 'href="../front.html#term-lane"' in second
    assert "made of HTML" in third
    assert "for the page only" not in "".join(deck)


def test_every_slide_has_an_address_of_its_own(site):
    for path in (site / "slides").glob("*.html"):
        html = path.read_text(encoding="utf-8")
        names = re.findall('<section id="([^"]+)"', html)
        assert len(names) == len(set(names)) > 1


def test_html_is_shown_rather_than_a_widget_that_needs_a_kernel(faulty):
    page = faulty[0] / "_build" / "html" / "talk.html"
    html = page.read_text(encoding="utf-8")
    assert "<b>made of HTML</b>" in html
    assert "jupyter.widget" not in html
    assert "require" not in html


@pytest.mark.parametrize(
    "words",
    ["not recorded", "<code", "sum-of-two", "varies", "<math", "<mfrac|<mo"],
)
def test_a_page_says_what_its_directives_promise(faulty, words):
    page = faulty[0] / "_build" / "html" / "status.html"
    assert re.search(words, page.read_text(encoding="utf-8"))


def test_an_old_address_leads_to_the_new_one(faulty):
    html = faulty[0] / "_build" / "html"
    page = (html / "old" / "place.html").read_text(encoding="utf-8")
    assert 'content="0; url=../talk.html"' in page
    front = (html / "front.html").read_text(encoding="utf-8")
    assert 'id="front"' in front and 'id="before"' in front


def test_the_server_takes_another_port_when_its_own_is_taken(tmp_path):
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind(("127.0.0.1", 8000))
            taken.listen()
        except OSError:
            pass  # somebody else has it, which serves as well
        with subprocess.Popen(
            [sys.executable, SCRIPTS / "serve.py", tmp_path],
            stdout=subprocess.PIPE,
            text=True,
        ) as server:
            line = server.stdout.readline()
            server.terminate()
    assert "http://127.0.0.1:" in line
    assert ":8000/" not in line


def run_record(path):
    return subprocess.run(
        [sys.executable, SCRIPTS / "record.py", path],
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_recording_stores_outputs_and_where_they_come_from(tmp_path):
    path = tmp_path / "small.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell("6 * 7")]), path)
    result = run_record(path)
    assert result.returncode == 0, result.stderr
    content = json.loads(path.read_text(encoding="utf-8"))
    assert content["cells"][0]["outputs"][0]["data"]["text/plain"] == ["42"]
    facts = content["metadata"]["swimlanes"]
    assert set(facts) == {"recorded", "python", "system", "cores", "seconds"}


def test_a_failing_notebook_is_left_as_it_was(tmp_path):
    path = tmp_path / "small.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell("1 / 0")]), path)
    before = path.read_bytes()
    result = run_record(path)
    assert result.returncode != 0
    assert "ZeroDivisionError" in result.stderr
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("python", "words"),
    [
        ("exit 1", "too old"),
        ('case "$*" in *ensurepip*) exit 1;; esac', "python3-venv"),
    ],
)
def test_what_is_missing_is_said_in_one_line(tmp_path, python, words):
    fake = tmp_path / "python3"
    fake.write_text(f'#!/bin/sh\n[ "$1" = --version ] && exit 0\n{python}\n')
    fake.chmod(0o755)
    result = subprocess.run(
        ["/bin/sh", "-e", SCRIPTS / "venv.sh"],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 1
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / ".venv").exists()
