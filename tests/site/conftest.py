"""The book, built once, and a browser to look at it."""

import subprocess
import sys
from pathlib import Path

import pytest
from browsing import QUIET, find_browser, served
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]


def build(source, target, *options):
    """Build the book at `source`; return the finished process."""
    program = "from jupyter_book.cli.main import main; main()"
    command = [sys.executable, "-c", program, "build", *options]
    command += ["--path-output", str(target), str(source)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="session")
def build_result(tmp_path_factory):
    folder = tmp_path_factory.mktemp("book")
    return folder, build(ROOT, folder, "-W", "-n", "--keep-going")


@pytest.fixture(scope="session")
def site(build_result):
    folder, result = build_result
    assert result.returncode == 0, result.stderr
    return folder / "_build" / "html"


@pytest.fixture(scope="session")
def address(site):
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    path = find_browser()
    if path is None:
        pytest.fail("Chromium is missing: install it, or run `make test`.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()
