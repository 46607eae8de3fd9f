"""Execute notebooks and store their outputs: `make record`.

    python site/scripts/record.py [NOTEBOOK …]      default: all of them

What is stored is one real run on the machine that the metadata names.  It
is stored only if every cell did what it should: a notebook that fails stays
as it was.  Programs that ask for another Python with `--recorded` store
their results in files of their own, see `swimlanes.archive`.
"""

import datetime
import os
import platform
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

import nbclient
import nbformat

from swimlanes import archive, svg

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"
IMAGES = ROOT / "book/images"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def record(path):
    """Execute the notebook at `path` and store it with its outputs.

    Returns the seconds that it took.
    """
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as results:
        os.environ["SWIMLANES_RECORD"] = results
        begin = time.perf_counter()
        nbclient.NotebookClient(
            notebook,
            timeout=120,
            resources={"metadata": {"path": path.parent}},
            store_widget_state=False,
            record_timing=False,
        ).execute()
        seconds = round(time.perf_counter() - begin, 1)
        for file in Path(results).iterdir():
            place = path.parent / archive.FOLDER / path.stem
            place.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place / file.name)
    notebook.metadata = {
        "kernelspec": {
            "display_name": "Python 3",
            "language": "python",
            "name": "python3",
        },
        "language_info": {"name": "python"},
        "swimlanes": {
            "recorded": datetime.date.today().isoformat(),
            "python": platform.python_version(),
            "system": f"{platform.system()} {platform.machine()}",
            "cores": os.cpu_count(),
            "seconds": seconds,
        },
    }
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            # a live widget is of no use without its kernel; beside it stands
            # the form of it that needs none
            output.get("data", {}).pop(WIDGET_VIEW, None)
    nbformat.write(notebook, path)
    return seconds


def show_on_the_home_page():
    """Take the picture and the widget of the home page out of notebooks."""
    part = NOTEBOOKS / "2-processes"
    picture = html_of(part / "starting-processes.ipynb", "kitchen")
    widget = html_of(part / "locks-between-processes.ipynb", "turn-the-knobs")
    # It opens where its lines lie apart, with room to move on both sides.
    widget = widget.replace("<div ", '<div data-at="1,1" ', 1)
    (IMAGES / "first-picture.html").write_text(picture, "utf-8")
    (IMAGES / "first-widget.html").write_text(widget, "utf-8")
    drawn = re.search(r"<svg.*?</svg>", picture, re.DOTALL)[0]
    style = f"<style>{svg.style('svg')}</style>"
    alone = re.sub(r"(<svg[^>]*>)", lambda m: m[1] + style, drawn, count=1)
    (IMAGES / "first-picture.svg").write_text(alone, "utf-8")


def html_of(path, cell_id):
    """Return the HTML that a cell, or one named after it, has shown."""
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.id.startswith(cell_id):
            for output in cell.get("outputs", []):
                if html := output.get("data", {}).get("text/html"):
                    return html
    raise SystemExit(f"{path.name}: no picture in {cell_id}")


def main(arguments):
    os.environ.pop("PYTEST_CURRENT_TEST", None)
    paths = [Path(a) for a in arguments] or sorted(
        p
        for p in NOTEBOOKS.rglob("*.ipynb")
        if ".ipynb_checkpoints" not in p.parts
    )
    for path in paths:
        print(f"{path.stem}: ", end="", flush=True)
        print(f"{record(path.resolve())} s")
    if not arguments:
        show_on_the_home_page()


if __name__ == "__main__":
    main(sys.argv[1:])
