"""One browser for each module of tests that look at a page.

Where only the helper package is installed, the tests of the book are left
out, and the report's head says so.
"""

import signal
from importlib.util import find_spec

import pytest

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # a shell does so for `make test &`; programs would inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)

BOOK = [
    "site",
    "test_exercises.py",
    "test_magic.py",
    "test_notebooks.py",
    "test_outline.py",
    "test_style.py",
]
collect_ignore = [] if find_spec("nbval") else BOOK


def pytest_report_header():
    if collect_ignore:
        return f"LEFT OUT, since the book is not set up: {collect_ignore}"
    return None


@pytest.fixture(scope="module")
def browser():
    """A browser, whose event loop ends with the module that asked for it.

    Playwright's loop counts as running for as long as the browser is open,
    and would forbid every other test to run one of its own.
    """
    api = pytest.importorskip("playwright.sync_api")
    from browsing import QUIET, find_browser

    path = find_browser()
    if path is None:
        pytest.fail("Chromium is missing: install it, or run `make test`.")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()
