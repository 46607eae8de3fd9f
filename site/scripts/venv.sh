#!/bin/sh -e
# Make .venv, or say in one line what is missing.
ask() { echo "$1" >&2; exit 1; }

command -v python3 >/dev/null ||
    ask "Python is missing: install Python 3.11 or newer."
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    ask "$(python3 --version) is too old: install Python 3.11 or newer."
python3 -c 'import ensurepip, venv' 2>/dev/null ||
    ask "venv is missing: as root, apt-get install python3-venv."
python3 -m venv .venv
