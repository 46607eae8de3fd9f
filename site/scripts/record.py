"""Run notebooks and store their outputs, with where they come from.

    python site/scripts/record.py [notebook ...]

A notebook is written only when all its cells ran, so that a failure loses
nothing.  What the page `book/status.md` shows goes into its metadata.
"""

import datetime
import os
import platform
import sys
from pathlib import Path
from time import perf_counter

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT = 300  # seconds for one cell


def record(path):
    """Run the notebook at `path` in its own folder and store the outputs."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT,
        record_timing=False,
        resources={"metadata": {"path": str(path.parent)}},
    )
    start = perf_counter()
    client.execute()
    notebook.metadata.pop("widgets", None)  # outputs carry their own HTML
    notebook.metadata["swimlanes"] = {
        "recorded": datetime.date.today().isoformat(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "seconds": round(perf_counter() - start, 1),
    }
    nbformat.write(notebook, path)
    return notebook.metadata["swimlanes"]["seconds"]


def main(names):
    paths = [Path(name).resolve() for name in names]
    for path in paths or sorted(ROOT.glob("notebooks/*/*.ipynb")):
        print(f"{path.stem}: {record(path)} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
