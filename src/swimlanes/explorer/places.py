"""Whose code is it?  The learner's is watched, the machinery's is not."""

import functools
import os
import sysconfig

PACKAGE = os.path.dirname(os.path.abspath(__file__)) + os.sep
LIBRARIES = tuple(
    os.path.realpath(path) + os.sep
    for path in {sysconfig.get_path(n) for n in ("stdlib", "platstdlib")}
)


@functools.cache
def is_machinery(file):
    """Is this file part of Python, of an installed package, or of ours?"""
    if file.startswith(
        ("<frozen", "<string>", "<__array", "<attrs", "<makefun")
    ):
        return True
    if file.startswith("<"):
        return False
    if file.startswith(PACKAGE):
        return True
    path = os.path.realpath(file)
    parts = path.replace("\\", "/").split("/")
    if "site-packages" in parts or "dist-packages" in parts:
        return True
    return path.startswith(LIBRARIES)
