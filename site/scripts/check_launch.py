"""Does a launched or downloaded notebook find what it needs?

    python site/scripts/check_launch.py [NOTEBOOK]

Makes a clean environment of the Python that Binder takes, installs what
`.binder` asks for into it, and runs a notebook through, as Binder would; and
before that the archive that the page offers as a download, without the
course installed.  Prints how long it took, and how large it became.
"""

import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = "notebooks/2-processes/starting-processes.ipynb"
RUNNER = "nbclient"  # stands for JupyterLab, which Binder brings itself
RUN = """\
import sys, nbclient, nbformat
notebook = nbformat.read(sys.argv[1], 4)
nbclient.NotebookClient(notebook, timeout=120).execute()
"""


def python_of_binder():
    """Return the Python that `.binder/runtime.txt` names, or end."""
    name = (ROOT / ".binder/runtime.txt").read_text().strip()
    command = name.replace("python-", "python")
    found = shutil.which(command)
    if found is None:
        sys.exit(f"{command} is missing: install the Python of Binder.")
    return found


def megabytes(folder):
    files = [path for path in folder.rglob("*") if not path.is_symlink()]
    return sum(path.stat().st_size for path in files) / 1e6


def timed(what, command, folder):
    begin = time.perf_counter()
    result = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        stdout=subprocess.DEVNULL,
    )
    if result.returncode:
        sys.exit(f"{what}: failed, see above")
    print(f"{what:46}{time.perf_counter() - begin:7.1f} s", flush=True)


def main(notebook=NOTEBOOK):
    name = Path(notebook).stem
    archive = ROOT / f"_build/html/_static/notebooks/{name}.zip"
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        python = place / "env/bin/python"
        install = [python, "-m", "pip", "install", "--quiet"]
        install += ["--disable-pip-version-check"]
        make = [python_of_binder(), "-m", "venv", place / "env"]
        timed("a clean environment", make, place)
        empty = megabytes(place / "env")

        zipfile.ZipFile(archive).extractall(place)
        needs = ["-r", place / name / "requirements.txt", RUNNER]
        timed("what the download asks for", install + needs, place)
        run = [python, "-c", RUN]
        timed("the downloaded notebook", [*run, f"{name}.ipynb"], place / name)

        copy = place / "repository"
        timed(
            "a copy of the repository",
            ["git", "clone", "--quiet", ROOT, copy],
            place,
        )
        needs = ["-r", ".binder/requirements.txt"]
        timed("what .binder asks for besides", install + needs, copy)
        folder = copy / Path(notebook).parent
        timed("the launched notebook", [*run, f"{name}.ipynb"], folder)

        size = megabytes(place / "env") - empty
        packages = len(list(place.glob("env/lib/*/site-packages/*.dist-info")))
        print(f"{'size of what was installed':46}{size:7.1f} MB")
        print(f"{'packages':46}{packages:7}")


if __name__ == "__main__":
    main(*sys.argv[1:])
