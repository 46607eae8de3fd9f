"""How soon the explorer decides, against its own bar and against others.

    python benchmarks/explorer.py [WORD …]     the bar, and every classic
                                               (whose name has such a word)
                                               by other tools as well
    python benchmarks/explorer.py --alone      the bar only

The others are installed into an environment of their own, under the
temporary directory; they need Python 3.12 or newer, which is looked for
where `%%program --python` looks.  Seconds depend on the machine; schedules
do not.
"""

import argparse
import importlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "tests" / "explorer"  # `proof` is imported from here
OTHERS = ("frontrun==0.7.0", "interleave-test==0.1.0")
PATIENCE = 10.0  # seconds for one scenario of another tool

# Case, most schedules (those cut short included), most seconds.
BAR = [
    ("counting.two_increments_broken", 15, 0.5),
    ("counting.global_counter_broken", 15, 0.5),
    ("checking.withdraw_broken", 15, 0.5),
    ("checking.withdraw_half_locked_broken", 15, 0.5),
    ("initialising.lazy_broken", 15, 0.5),
    ("checking.append_once_broken", 15, 0.5),
    ("checking.fill_cache_broken", 15, 0.5),
    ("locking.two_orders_broken", 20, 0.5),
    ("buffers.empty_then_get_broken", 20, 0.5),
    ("waiting.checked_outside_broken", 20, 0.5),
    ("permits.two_permits_one_by_one_broken", 20, 0.5),
    ("permits.two_permits_as_a_lock_broken", 20, 0.5),
    ("initialising.lazy_half_built_broken", 20, 0.5),
    ("waiting.wake_up_lost_broken", 10, 0.5),
    ("locking.lock_twice_broken", 10, 0.5),
    ("buffers.one_sentinel_for_two_broken", 10, 0.5),
    ("permits.permit_kept_broken", 10, 0.5),
    ("pools.pool_waits_for_itself_broken", 10, 0.5),
    ("waiting.event_wiped_broken", 20, 1),
    ("spinning.peterson_broken", 70, 1),
    ("buffers.buffer_with_if_broken", 50, 1),
    ("sharing.readers_uncounted_broken", 50, 1),
    ("locking.philosophers3_broken", 120, 1),
    ("locking.philosophers4_broken", 2_000, 5),
    ("counting.increments_in_a_loop_mended", 3_000, 3),
    ("checking.withdraw_mended", 3_000, 3),
    ("locking.philosophers3_ordered", 3_000, 3),
    ("sharing.readers_first", 3_000, 3),
    ("pools.pool_mended", 3_000, 3),
    ("spinning.peterson", 3_000, 3),
    ("locking.philosophers4_ordered", 20_000, 30),
    ("buffers.buffer_notify_all_2_2", 20_000, 40),
]


def cases():
    from proof.classics import CASES

    return {case.name: case for case in CASES}


UNDECIDED = {
    "every",  # of a broken classic, that would be wrong
    "passed",
    "bounded",
    "inconclusive",
    "cannot be expressed",
    "no end",
    "crashed",
}


# -- one scenario by one tool, in a process of its own --


def measure_ours(case):
    from swimlanes.explorer import explore

    verdict = explore(case.scenario, seconds=120, **case.options)
    kind = verdict.failure.kind if verdict.failure else verdict.kind
    return kind, verdict.schedules + verdict.cut, verdict.preemptions


def measure_interleave(case):
    """PCT, its strategy that finds most; DFS where there is nothing to find.

    Its exhaustive search is within two preemptions.
    """
    import interleave_test

    broken = bool(case.failure)
    result = interleave_test.explore(
        case.scenario,
        strategy="pct" if broken else "dfs",
        iterations=1_000 if broken else 100_000,
        seed=1,
        timeout=PATIENCE,
        raise_on_failure=False,
    )
    if result.failure:
        kind = result.failure.kind
    else:
        kind = "every" if result.exhausted else "passed"
    return kind, result.schedules_run, None


def measure_frontrun(case):
    """Its workers are the functions that the scenario runs together.

    That tool wants setup, workers and a check apart, and controls no
    thread that a worker starts.  So the scenario runs in a thread of its
    own, stops where it would start its threads, and goes on to its
    assertions when the workers are done.
    """
    import frontrun

    first = Halves(case.scenario)
    first.resume()
    if first.functions is None:
        return "cannot be expressed", 0, None
    result = frontrun.explore(
        lambda: Halves(case.scenario),
        [
            lambda halves, number=number: halves.functions[number]()
            for number in range(len(first.functions))
        ],
        lambda halves: halves.resume(),
        total_timeout=PATIENCE,
        reproduce_on_failure=0,
    )
    if result.property_holds:
        kind = "every"
    else:
        kind = result.inconclusive_reason and "inconclusive" or "failure"
    return kind, result.num_explored, None


class Halves:
    """A scenario that is cut in two where it starts its threads."""

    def __init__(self, scenario):
        from _thread import allocate_lock, start_new_thread

        self.functions, self.error = None, None
        self.started, self.may_go_on = allocate_lock(), allocate_lock()
        self.ended = allocate_lock()
        for lock in (self.started, self.may_go_on, self.ended):
            lock.acquire()
        module = sys.modules[scenario.__module__]
        module.together = self.together
        start_new_thread(self.run, (scenario,))
        self.started.acquire()

    def together(self, *functions):
        self.functions = functions
        self.started.release()
        self.may_go_on.acquire()

    def run(self, scenario):
        try:
            scenario()
        except BaseException as error:
            self.error = error
        if self.functions is None:
            self.started.release()
        self.ended.release()

    def resume(self):
        """Run the second half; return whether its assertions hold."""
        self.may_go_on.release()
        self.ended.acquire()
        return self.error is None


MODULES = {
    "ours": "swimlanes.explorer",
    "frontrun": "frontrun",
    "interleave-test": "interleave_test",
}
MEASURES = {
    "ours": measure_ours,
    "frontrun": measure_frontrun,
    "interleave-test": measure_interleave,
}


def measure(tool, name):
    """Print what a tool says of a case, as JSON."""
    case = cases()[name]
    importlib.import_module(MODULES[tool])
    start = time.perf_counter()
    try:
        kind, schedules, preemptions = MEASURES[tool](case)
    except Exception as error:
        kind, schedules, preemptions = (
            f"raised {type(error).__name__}",
            0,
            None,
        )
    seconds = time.perf_counter() - start
    print(json.dumps([kind, schedules, preemptions, seconds]))


def ask(python, tool, name):
    """Measure in a process of its own, and no longer than is bearable."""
    environment = dict(os.environ, FRONTRUN_ACTIVE="1")
    environment["PYTHONPATH"] = os.pathsep.join(
        [str(CORPUS), str(ROOT / "src")]
    )
    limit = 180 if tool == "ours" else 4 * PATIENCE
    command = [python, __file__, "--measure", tool, name]
    try:
        done = subprocess.run(
            command,
            env=environment,
            text=True,
            capture_output=True,
            timeout=limit,
        )
        return json.loads(done.stdout.splitlines()[-1])
    except subprocess.TimeoutExpired:
        return ["no end", 0, None, limit]
    except (IndexError, ValueError):
        return ["crashed", 0, None, 0.0]


# -- the tables --


def print_bar():
    print("| case | bar | measured | preemptions | s | |")
    print("|---|---:|---:|---:|---:|---|")
    for name, most, longest in BAR:
        kind, schedules, preemptions, seconds = ask(
            sys.executable, "ours", name
        )
        word = "ok" if schedules <= most and seconds <= longest else "OVER"
        price = "" if preemptions is None else preemptions
        print(
            f"| {name}: {kind} | {most}, {longest} s | {schedules} "
            f"| {price} | {seconds:.2f} | {word} |",
            flush=True,
        )


def print_others(python, words):
    """Print the classics by every tool, and how often each was right."""
    tools = ["ours", "frontrun", "interleave-test"]
    print(f"\n| classic | ours | {' | '.join(OTHERS)} |\n|---|---|---|---|")
    right = {tool: {} for tool in tools}  # seconds of each right answer
    chosen = {
        name: case
        for name, case in cases().items()
        if not words or any(word in name for word in words)
    }
    for name, case in chosen.items():
        columns = []
        for tool in tools:
            where = sys.executable if tool == "ours" else python
            kind, schedules, _, seconds = ask(where, tool, name)
            decided = decides(case, kind)
            if decided:
                right[tool][name] = seconds
            mark = "**" if decided else ""
            columns.append(f"{mark}{kind}{mark}, {schedules}, {seconds:.2f} s")
        print(f"| {name} | {' | '.join(columns)} |", flush=True)
    print_summary(right, len(chosen))


def decides(case, kind):
    """Tell whether a tool found the bug, or ruled one out."""
    if not case.failure:
        return kind == "every"
    return not kind.startswith("raised") and kind not in UNDECIDED


def print_summary(right, number):
    print(f"\nOf {number} classics (bold: bug found, or none in any order):")
    for tool, found in right.items():
        line = f"{tool}: {len(found)} decided"
        both = [
            found[name] / right["ours"][name]
            for name in found
            if name in right["ours"]
        ]
        if tool != "ours" and both:
            line += (
                f"; where ours decides, too, ours takes 1/"
                f"{statistics.median(both):.1f} of the time (median)"
            )
        print(line)


def python_for_others():
    """Return the newest Python that the others run on, or None."""
    from swimlanes.interpreters import available

    found = available()
    for version in ("3.14", "3.13", "3.12"):
        if version in found:
            return found[version][0]
    return None


def environment_of_others(python):
    """Install the other tools next to nothing else; return its Python."""
    place = Path(tempfile.gettempdir()) / "swimlanes-explorer-benchmark"
    found = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not found.exists():
        subprocess.run([python, "-m", "venv", place], check=True)
        install = [found, "-m", "pip", "install", "--quiet", *OTHERS]
        subprocess.run(install, check=True)
    return str(found)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("words", nargs="*")
    parser.add_argument("--alone", action="store_true")
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    sys.path[:0] = [str(CORPUS), str(ROOT / "src")]
    if arguments.measure:
        measure(*arguments.measure)
        return
    print_bar()
    python = python_for_others()
    if arguments.alone:
        return
    if python is None:
        print("\nLEFT OUT: the other tools need Python 3.12 or newer.")
        return
    print_others(environment_of_others(python), arguments.words)


if __name__ == "__main__":
    main()
