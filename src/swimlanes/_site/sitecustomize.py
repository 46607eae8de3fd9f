"""Prepares every interpreter of a supervised program.

Python imports this file at the start of the program and of each process that
it starts by spawn or forkserver; forked children inherit what it did.  Every
import here is paid by every process, so there are few (`_signal` is `signal`
without its enumerations).
"""

import os
import sys


def write_whole_lines():
    """Make each print() one write() of one whole line.

    A pipe is buffered in blocks: lines would come late, and in another order
    than they were printed in by several processes.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(line_buffering=True)


def set_start_method():
    """Choose how processes start, once, in the main program."""
    method = os.environ.pop("SWIMLANES_START_METHOD", None)
    if method:
        import multiprocessing

        multiprocessing.set_start_method(method)


def answer_where():
    """Answer the supervisor's signal with where each thread stands.

    Python runs its own handler as soon as the main thread can; faulthandler
    writes the bare stacks at once, even if it never can.
    """
    folder = os.environ.get("SWIMLANES_SCRATCH")
    if not folder or not hasattr(os, "register_at_fork"):
        return
    import _signal as signal

    def answer(number, frame):
        try:
            write_positions(folder)
        except Exception:  # no descriptor is left: faulthandler has its file
            return

    number = getattr(signal, "SIGRTMAX", signal.SIGUSR1)
    try:
        signal.signal(number, answer)
    except ValueError:  # a subinterpreter: the main one answers
        return
    import faulthandler  # which a subinterpreter could not import

    files = []  # never closed: the program may have given its number away

    def open_file():
        path = os.path.join(folder, f"{os.getpid()}.stacks")
        try:
            file = open(path, "w")  # noqa: SIM115
        except OSError:  # the program outlives its supervisor
            return
        files.append(file)
        faulthandler.register(number, file, all_threads=True, chain=True)

    open_file()
    os.register_at_fork(after_in_child=open_file)


def write_positions(folder):
    """Write names and frames of all threads as JSON."""
    import json
    import threading

    frames = sys._current_frames()
    threads = []
    for thread in threading.enumerate():
        frame, stack = frames.get(thread.ident), []
        while frame:
            stack.append([frame.f_code.co_filename, frame.f_lineno])
            frame = frame.f_back
        threads.append([thread.name, stack])
    process = sys.modules.get("multiprocessing.process")
    name = process.current_process().name if process else "MainProcess"
    path = os.path.join(folder, f"{os.getpid()}.json")
    with open(path + ".part", "w") as file:
        json.dump([name, threads], file)
    os.replace(path + ".part", path)


def record_timeline():
    """Record, if asked for; recording never breaks the program."""
    if not os.environ.get("SWIMLANES_TIMELINE"):
        return
    try:
        import swimlanes_events

        swimlanes_events.install()
    except Exception as error:
        print(f"[no timeline: {error}]", file=sys.stderr)


def come_late():
    """Delay meetings of processes, if `checking` asks for it."""
    plan = os.environ.get("SWIMLANES_DELAYS")
    if plan:
        import swimlanes_delays

        swimlanes_delays.install(plan)


def silence_resource_tracker():
    """It warns of each semaphore that it removes for a killed process."""
    if "resource_tracker import main" in getattr(sys, "orig_argv", [""])[-1]:
        import warnings

        warnings.simplefilter("ignore")


def run_shadowed_sitecustomize():
    """Run the file of this name that this one hides (conda has one)."""
    here = os.path.dirname(os.path.abspath(__file__))
    for folder in sys.path:
        path = os.path.join(folder, "sitecustomize.py")
        if os.path.abspath(folder) != here and os.path.isfile(path):
            import runpy

            runpy.run_path(path)
            return


write_whole_lines()
set_start_method()
answer_where()
silence_resource_tracker()
record_timeline()
come_late()
run_shadowed_sitecustomize()
