"""One browser for each module of tests that look at a page."""

import pytest


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
