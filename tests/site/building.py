"""Runs Jupyter Book as `make book` does."""

import subprocess
import sys


def build(source, target, *options):
    """Build the book at `source`; return the finished process."""
    program = "from jupyter_book.cli.main import main; main()"
    command = [sys.executable, "-c", program, "build", *options]
    command += ["--path-output", str(target), str(source)]
    return subprocess.run(command, capture_output=True, text=True, timeout=900)
