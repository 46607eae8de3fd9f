"""Which pages the book has, as `_toc.yml` lists them."""

from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]


def contents():
    """Return the names of all pages in _toc.yml, the root first."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    chapters = [
        chapter["file"]
        for part in toc["parts"]
        for chapter in part["chapters"]
    ]
    return [toc["root"], *chapters]
