"""What a supervised program costs over plain `python file.py`.

Both are run in turn, so that a busy machine slows them alike; the ratio is
the figure to compare between machines.  Run: `python benchmarks/program.py`.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from swimlanes import program

TWO_CHILDREN = """
import multiprocessing
if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    pair = [multiprocessing.Process(target=print) for _ in range(2)]
    for process in pair:
        process.start()
    for process in pair:
        process.join()
"""


def measure(source: str, repeat: int = 20) -> tuple[float, float]:
    """Return the median seconds of a plain and of a supervised run."""
    plain, supervised = [], []
    with tempfile.TemporaryDirectory() as folder:
        path = program.save(source, Path(folder) / "sample.py")
        for _ in range(repeat):
            began = time.perf_counter()
            subprocess.run(
                [sys.executable, path.name],
                cwd=folder,
                stdout=subprocess.DEVNULL,
            )
            plain.append(time.perf_counter() - began)
            began = time.perf_counter()
            program.run(path)
            supervised.append(time.perf_counter() - began)
    return statistics.median(plain), statistics.median(supervised)


def main():
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors")
    for name, source in [("pass", "pass"), ("two children", TWO_CHILDREN)]:
        plain, supervised = measure(source)
        print(
            f"{name}: plain {plain * 1000:.0f} ms, "
            f"supervised {supervised * 1000:.0f} ms, "
            f"ratio {supervised / plain:.2f}, "
            f"added {(supervised - plain) * 1000:.0f} ms"
        )


if __name__ == "__main__":
    main()
