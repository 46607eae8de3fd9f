"""What the tests of recorded programs share."""

import os
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import swimlanes
from swimlanes.sampler import Sampler
from swimlanes.timeline import Timeline

SOURCE = Path(swimlanes.__file__).parent


def until(condition):
    """Give the other threads time until `condition()` holds."""
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, "waited 30 s in vain"
        threading.Event().wait(0.005)


def run(folder, source, *arguments, check=0, python=sys.executable):
    """Record a program as the supervisor does; return its Timeline."""
    site, events_folder = folder / "site", folder / "events"
    site.mkdir()
    events_folder.mkdir()
    (site / "sitecustomize.py").write_text(
        "import swimlanes_events\nswimlanes_events.install()\n"
    )
    program = folder / "program.py"
    program.write_text(textwrap.dedent(source))
    path = os.pathsep.join([str(site), str(SOURCE / "_site")])
    process = subprocess.Popen(
        [python, str(program), *arguments],
        env=os.environ
        | {"SWIMLANES_TIMELINE": str(events_folder), "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    sampler = Sampler(process.pid, str(events_folder / "states.jsonl"))
    sampler.start()
    output, _ = process.communicate(timeout=60)
    sampler.stop()
    assert process.returncode == check, output
    timeline = Timeline.load(events_folder)
    timeline.output = output
    return timeline
