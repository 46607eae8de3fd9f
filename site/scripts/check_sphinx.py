"""The way out: the same sources, built by plain Sphinx 9.

Jupyter Book 1 stays with Sphinx 7.  What it does for this book is to turn
`_config.yml` into a `conf.py`; this check does that once, and then builds
with current Sphinx and MyST-NB, in an environment without Jupyter Book, with
warnings as errors.  The theme keeps its version: pages and styles are made
for it.
"""

import shutil
import subprocess
import sys
import venv
from pathlib import Path

from contents import contents

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / "_build" / "sphinx"
SOURCES = ["_config.yml", "_toc.yml", "book", "notebooks", "site", "src"]
SOURCES += [".binder"]
CURRENT = """\
sphinx>=9,<10
myst-nb
myst-parser
sphinx-book-theme==1.2.0
sphinx-copybutton
sphinx-design
sphinx-exercise
sphinx-external-toc
sphinx-multitoc-numbering
sphinx-revealjs
sphinx-thebe
sphinx-togglebutton
brotli
fonttools
matplotlib
tinycss2
"""
WITHOUT = {"jupyter_book", "sphinx_comments", "sphinx_jupyterbook_latex"}
# Sphinx 9 applies these patterns to static files, too, and would take the
# folder of this check for a hidden one.
CONF = f"""
import sys
sys.path[:0] = [{str(PLACE / "source/site/extensions")!r},
                {str(PLACE / "source/src")!r}]
extensions = [name for name in extensions if name not in {WITHOUT!r}]
exclude_patterns = ["_build"]
"""


def run(*command):
    result = subprocess.run([str(part) for part in command])
    if result.returncode:
        sys.exit(f"failed: {' '.join(map(str, command[:5]))} …")


def pages(folder):
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.html")
        if "_static" not in path.parts
    }


def main():
    source, out, env = PLACE / "source", PLACE / "html", PLACE / "env"
    for folder in (source, out):
        shutil.rmtree(folder, ignore_errors=True)
    source.mkdir(parents=True)
    for name in SOURCES:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, source / name)
    book = "from jupyter_book.cli.main import main; main()"
    run(sys.executable, "-c", book, "config", "sphinx", source)
    with open(source / "conf.py", "a", encoding="utf-8") as conf:
        conf.write(CONF)

    if not env.exists():
        venv.create(env, with_pip=True)
    python = env / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    needs = PLACE / "requirements.txt"
    needs.write_text(CURRENT)
    run(python, "-m", "pip", "install", "--quiet", "--upgrade", "-r", needs)
    build = ["-m", "sphinx", "-b", "html", "-W", "-n", "--keep-going", "-q"]
    run(python, *build, source, out)

    there = pages(out)
    if missing := {f"{name}.html" for name in contents()} - there:
        sys.exit(f"missing: {sorted(missing)}")
    version = "import sphinx, myst_nb; print('Sphinx', sphinx.__version__, "
    version += "'and MyST-NB', myst_nb.__version__, 'build all pages:')"
    run(python, "-c", version)
    print(len(there))


if __name__ == "__main__":
    main()
