"""The book, built once."""

import pytest
from browsing import served
from building import build

from book import ROOT


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
