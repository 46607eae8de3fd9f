"""The book, built once; or as it stands in the folder that SITE names."""

import os
from pathlib import Path

import pytest
from browsing import served
from building import build

from book import ROOT


@pytest.fixture(scope="session")
def build_result(tmp_path_factory):
    folder = tmp_path_factory.mktemp("book")
    return folder, build(ROOT, folder, "-W", "-n", "--keep-going")


@pytest.fixture(scope="session")
def site(request):
    if "SITE" in os.environ:
        return Path(os.environ["SITE"]).resolve()
    folder, result = request.getfixturevalue("build_result")
    assert result.returncode == 0, result.stderr
    return folder / "_build" / "html"


@pytest.fixture(scope="session")
def address(site):
    with served(site) as address:
        yield address
