"""What recording costs: each program plain, recorded, and under viztracer.

    python benchmarks/recorder.py

The three ways take turns, so that all meet the same load of the machine; the
figures are medians and only their ratios within one run mean something.
viztracer is installed into an environment of its own, thrown away at the end.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

REPEAT = 5
VIZTRACER = "viztracer==1.1.1"
SOURCE = Path(__file__).parent.parent / "src"
PROGRAMS = {
    "threads and a lock": """
import threading
lock, n = threading.Lock(), 0
def work():
    global n
    for _ in range(100_000):
        with lock:
            n += 1
threads = [threading.Thread(target=work) for _ in range(4)]
for t in threads: t.start()
for t in threads: t.join()
""",
    "processes and a queue": """
import multiprocessing as mp
def work(tasks):
    for i in range(5_000):
        tasks.put(i)
    tasks.put(None)
if __name__ == "__main__":
    tasks = mp.Queue()
    process = mp.Process(target=work, args=(tasks,))
    process.start()
    while tasks.get() is not None:
        pass
    process.join()
""",
    "computing threads": """
import threading
def square(n): return n * n
def work():
    for i in range(300_000):
        square(i)
threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
""",
}


def elapsed(command: list, **environment) -> float:
    """Return the seconds that `command` takes."""
    begun = time.perf_counter()
    subprocess.run(
        command,
        check=True,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - begun


def recorded(program: str, folder: Path) -> float:
    """Return the seconds with events and sampler, without the drawing."""
    sys.path.insert(0, str(SOURCE))
    from swimlanes.sampler import Sampler

    with tempfile.TemporaryDirectory(dir=folder) as events:
        path = os.pathsep.join(
            [str(folder), str(SOURCE / "swimlanes" / "_site")]
        )
        environment = {"SWIMLANES_TIMELINE": events, "PYTHONPATH": path}
        begun = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, program], env=os.environ | environment
        )
        sampler = Sampler(process.pid, f"{events}/states.jsonl")
        sampler.start()
        process.wait()
        seconds = time.perf_counter() - begun
        sampler.stop()
    return seconds


def main() -> None:
    """Print one line per program."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "sitecustomize.py").write_text(
            "import swimlanes_events\nswimlanes_events.install()\n"
        )
        venv.create(folder / "venv", with_pip=True)
        python = str(folder / "venv" / "bin" / "python")
        subprocess.run(
            [python, "-m", "pip", "install", "-q", VIZTRACER], check=True
        )
        for title, source in PROGRAMS.items():
            program = str(folder / "program.py")
            Path(program).write_text(source)
            trace = [python, "-m", "viztracer", "--quiet"]
            trace += ["-o", f"{folder}/trace.json"]
            times = {"plain": [], "recorded": [], "viztracer": []}
            for _ in range(REPEAT):
                times["plain"].append(elapsed([sys.executable, program]))
                times["recorded"].append(recorded(program, folder))
                times["viztracer"].append(elapsed([*trace, program]))
            median = {k: statistics.median(v) for k, v in times.items()}
            print(
                f"{title:22}  plain {1000 * median['plain']:5.0f} ms"
                f"   recorded {median['recorded'] / median['plain']:.2f}x"
                f"   {VIZTRACER} {median['viztracer'] / median['plain']:.2f}x"
            )


if __name__ == "__main__":
    main()
