"""What nbval cannot see of a notebook that runs, as functions of what was.

nbval passes a cell whose tagged error never comes, a magic that does not
exist, an exception in a thread, and work that goes on after the last cell.
`notebooks/conftest.py` adds these checks to its run: each cell is looked at,
and the kernel's descendants carry a mark in their environment, so that
whatever still bears it afterwards was left.
"""

import time
from pathlib import Path

# ... but the thread with which pyzmq frees the buffers of large messages
THREADS = """
import threading
print(sorted(repr(thread) for thread in threading.enumerate()
             if not type(thread).__module__.startswith("zmq.")))
"""


def faults_of(cell, outputs):
    """Yield what is wrong with an executed cell that nbval lets pass."""
    tags = cell.metadata.get("tags", [])
    errors = [o.ename for o in outputs if o.output_type == "error"]
    wanted = [cell.metadata["raises"]] if "raises-exception" in tags else []
    if errors != wanted:
        yield f"raised {errors}, not {wanted}"
    for output in outputs:
        if output.output_type == "stream":
            if output.name == "stderr":
                yield f"on stderr: {output.text}"
            elif "UsageError" in output.text:
                yield output.text


def bearers(mark):
    """Return {pid: command line} of the living processes that bear `mark`."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "environ").read_bytes():
                command = (process / "cmdline").read_bytes()
                found[int(process.name)] = command.replace(
                    b"\0", b" "
                ).decode()
        except OSError:
            continue  # ended meanwhile, or not ours
    return found


def files_around(path):
    """Return what lies beside the notebook, and in shared memory."""
    places = [path.parent, Path("/dev/shm")]
    return {str(p) for place in places for p in place.rglob("*")}


def used_by_none(files):
    """Leave out the shared memory that a living process has in use.

    When nothing of a notebook runs any more, that is somebody else's.
    """
    in_use = ""
    for maps in Path("/proc").glob("[0-9]*/maps") if files else ():
        try:
            in_use += maps.read_text("utf-8", "replace")
        except OSError:
            continue  # ended meanwhile, or not ours
    return {file for file in files if file not in in_use}


def settled(look, seconds=5):
    """Return what `look` finds, empty as soon as it finds nothing.

    The system takes a moment to clear away what has ended.
    """
    deadline = time.monotonic() + seconds
    while (found := look()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return found
