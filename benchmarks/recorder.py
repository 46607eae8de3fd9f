"""What recording costs: each program plain, recorded, and under viztracer.

    python benchmarks/recorder.py

The three ways take turns, so that all meet the same load of the machine; the
figures are medians and only their ratios within one run mean something.
viztracer is installed into an environment of its own, thrown away at the end;
it does not follow greenlets.  The last column is the processor time that
recording adds to each switch between tasks or greenlets, which is what another
load of the machine changes least.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from importlib.util import find_spec
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
    "tasks that switch": """
import asyncio
async def switch():
    for _ in range(25_000):
        await asyncio.sleep(0)
async def main():
    await asyncio.gather(*(switch() for _ in range(4)))
asyncio.run(main())
""",
    "tasks and queues": """
import asyncio
async def work(mine, other):
    for i in range(50_000):
        await mine.get()
        other.put_nowait(i)
async def main():
    left, right = asyncio.Queue(), asyncio.Queue()
    left.put_nowait(0)
    await asyncio.gather(work(left, right), work(right, left))
asyncio.run(main())
""",
    "greenlets that switch": """
from greenlet import greenlet
def ann():
    for _ in range(50_000): second.switch()
def ben():
    while True: first.switch()
first, second = greenlet(ann), greenlet(ben)
first.switch()
""",
    "gevent's greenlets": """
import gevent
def switch():
    for _ in range(25_000):
        gevent.sleep(0)
gevent.joinall([gevent.spawn(switch) for _ in range(4)])
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


SWITCHES = 100_000  # in those programs that switch


def processor_time() -> float:
    """Return the seconds of processor time of all programs so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


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
            needed = [n for n in ("greenlet", "gevent") if n in source]
            if not all(map(find_spec, needed)):
                print(f"{title:22}  {needed[0]} is not installed")
                continue
            program = str(folder / "program.py")
            Path(program).write_text(source)
            trace = [python, "-m", "viztracer", "--quiet"]
            trace += ["-o", f"{folder}/trace.json"]
            plain, record, viztracer, added = [], [], [], []
            for _ in range(REPEAT):
                start = processor_time()
                plain.append(elapsed([sys.executable, program]))
                between = processor_time()
                record.append(recorded(program, folder))
                end = processor_time()
                added.append((end - between) - (between - start))
                if not needed:
                    viztracer.append(elapsed([*trace, program]))
            median = statistics.median(plain)
            line = (
                f"{title:22}  plain {1000 * median:5.0f} ms"
                f"   recorded {statistics.median(record) / median:.2f}x"
            )
            if viztracer:
                ratio = statistics.median(viztracer) / median
                line += f"   {VIZTRACER} {ratio:.2f}x"
            if "switch" in source or "asyncio" in source:
                each = 1e6 * statistics.median(added) / SWITCHES
                line += f"   {each:.1f} us of processor time a switch"
            print(line)


if __name__ == "__main__":
    main()
