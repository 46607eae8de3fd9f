"""Runs one program and leaves nothing of it behind (Linux, macOS).

A script of its own, because only a separate process can outlive a notebook's
kernel that is killed, and because the program's processes must be the
children of nobody else:

- the program gets a session of its own, so that SIGINT reaches all of its
  processes, as Ctrl-C does in a terminal, and reaches nothing else;
- on Linux this process is the *child subreaper* (prctl(2)): orphans are
  re-parented to it, however hard they tried to get away (setsid, double
  fork), so every process of the program is found below it;
- standard input is the lifeline: `i` interrupt (twice: kill), `o` too
  much output, end of file = the kernel is gone;
- standard output belongs to the program, which inherits it; the report goes
  to standard error as lines of `name value`.

    python -I -S supervisor.py SCRATCH TIMEOUT GRACE SAMPLE COMMAND...

It imports little, since each program waits for it: `_signal` is `signal`
without its enumerations.
"""

import _signal as signal
import os
import resource
import select
import sys
import time

LINUX = sys.platform == "linux"
LINGER = 1.0  # seconds an orphan may take to end by itself
ASK_WHERE = getattr(signal, "SIGRTMAX", signal.SIGUSR1)
TRACKER = b"resource_tracker import main"
REASONS = {b"i": "interrupt", b"o": "output"}


def become_subreaper():
    import ctypes

    PR_SET_CHILD_SUBREAPER = 36  # <linux/prctl.h>
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def start(command: list[str], stdin_path: str, report_fd: int) -> int:
    """Start the program in a session of its own; return its process id."""
    pid = os.fork()
    if pid:
        return pid
    try:
        os.setsid()
        os.dup2(os.open(stdin_path, os.O_RDONLY), 0)
        os.dup2(1, 2)
        for number in (signal.SIGPIPE, signal.SIGXFSZ):
            signal.signal(number, signal.SIG_DFL)
        os.execvp(command[0], command)
    except OSError as error:
        os.write(report_fd, f"failed {error}\n".encode())
    os._exit(127)


def living():
    """Yield (process id, parent, session) of every living process."""
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", "rb") as file:
                fields = file.read().rpartition(b")")[2].split()
        except OSError:  # it has just ended
            continue
        if fields[0] not in b"ZX":
            yield int(name), int(fields[1]), int(fields[3])


def commands(pids) -> dict[int, bytes]:
    """Return {process id: command line} of those that have not ended."""
    found = {}
    for pid in pids:
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                found[pid] = file.read().replace(b"\0", b" ")
        except OSError:
            continue
    return found


def processes_below(root: int) -> dict[int, bytes]:
    """Return {process id: command line} of root's living descendants."""
    children: dict[int, list[int]] = {}
    for pid, parent, _ in living():
        children.setdefault(parent, []).append(pid)
    below = [root]
    for pid in below:
        below += children.get(pid, ())
    return commands(below[1:])


def processes_of_group(group: int) -> dict[int, bytes]:
    """Return the same for a process group, where there is no /proc."""
    with os.popen("ps -axo pid=,pgid=,stat=,command=") as listing:
        rows = [line.split(None, 3) for line in listing]
    return {
        int(row[0]): row[3].encode()
        for row in rows
        if len(row) == 4 and int(row[1]) == group and row[2][0] != "Z"
    }


def without_trackers(processes: dict[int, bytes]) -> list[int]:
    """Leave out multiprocessing's resource trackers.

    A tracker removes the semaphores of those that were killed, and then ends
    by itself; killed too, it would leave them in the system.
    """
    return [pid for pid in processes if TRACKER not in processes[pid]]


def workers_of_session(session: int) -> list[int]:
    """Return the processes of a session; where no /proc is, of a group."""
    if not LINUX:
        return without_trackers(processes_of_group(session))
    members = [pid for pid, _, its in living() if its == session]
    return without_trackers(commands(members))


class Program:
    """The running program: all its processes, and how it ended."""

    def __init__(self, command, stdin_path, report_fd):
        self.pid = start(command, stdin_path, report_fd)
        self.status = None  # wait status, once it has ended

    def reap(self) -> bool:
        """Collect ended children; return False when none is left at all."""
        try:
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if pid == 0:
                    return True
                if pid == self.pid:
                    self.status = status
        except ChildProcessError:
            return not LINUX

    def has_ended(self) -> bool:
        self.reap()
        return self.status is not None

    def processes(self) -> dict[int, bytes]:
        if LINUX:
            return processes_below(os.getpid())
        return processes_of_group(self.pid)

    def workers(self) -> list[int]:
        return without_trackers(self.processes())

    def interrupt(self):
        if not send(-self.pid, signal.SIGINT):
            send(self.pid, signal.SIGINT)  # it has no session yet

    def ask_where(self, scratch: str):
        """Let each process write down where its threads stand."""
        asked = [
            pid
            for pid in self.workers()
            if os.path.exists(f"{scratch}/{pid}.stacks")
        ]
        for pid in asked:
            send(pid, ASK_WHERE)
        answers = [f"{scratch}/{pid}.json" for pid in asked]
        wait_until(lambda: all(map(os.path.exists, answers)), 1.0)

    def kill(self):
        """Freeze all processes, then kill them.

        Frozen, none can fork, or write how it misses one killed before it.
        """
        frozen: set[int] = set()

        def all_frozen():
            new = set(self.workers()) - frozen
            for pid in new:
                send(pid, signal.SIGSTOP)
            frozen.update(new)
            return not new

        def all_killed():
            workers = self.workers()
            for pid in workers:
                send(pid, signal.SIGKILL)
            self.reap()
            return not workers

        wait_until(all_frozen, 10.0)
        wait_until(all_killed, 10.0)

    def all_gone(self) -> bool:
        return not self.reap() or not self.workers()


def send(pid: int, number: int) -> bool:
    """Send a signal; return whether there was somebody to get it."""
    try:
        if pid < 0:
            os.killpg(-pid, number)
        else:
            os.kill(pid, number)
    except (ProcessLookupError, PermissionError):
        return False  # it has just ended
    return True


def wait_until(condition, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def watch(program, scratch, timeout, grace) -> str | None:
    """Wait for the program's end; return why it was stopped, if it was."""
    lifeline, bell = 0, ring_at_signals()
    why, deadline = None, time.monotonic() + timeout
    while True:
        if program.has_ended():
            return why
        rest = max(0, deadline - time.monotonic())
        ready = select.select([lifeline, bell], [], [], rest)[0]
        if lifeline in ready:
            letter = os.read(lifeline, 1)
            if letter == b"i" and why is None:
                why, deadline = "interrupt", time.monotonic() + grace
                program.interrupt()
                continue
            why = REASONS.get(letter, "abandoned")
        elif bell in ready:
            if signal.SIGTERM not in os.read(bell, 512):
                continue
            why = "abandoned"
        elif why is None:
            why = "timeout"
            program.ask_where(scratch)
        program.kill()
        wait_until(program.has_ended, 5.0)
        return why


def ring_at_signals() -> int:
    """Return a descriptor that gets a byte for each signal (select(2))."""
    bell, write_end = os.pipe()
    os.set_blocking(bell, False)
    os.set_blocking(write_end, False)
    signal.set_wakeup_fd(write_end)
    for number in (signal.SIGCHLD, signal.SIGTERM):
        signal.signal(number, lambda number, frame: None)
    return bell


def clean_up(program, linger: float) -> int:
    """End what outlives the program; return how many had to be stopped."""
    if wait_until(program.all_gone, linger):
        left = 0
    else:
        left = len(program.workers())
        program.kill()
    wait_until(lambda: not program.processes() or not program.reap(), 2.0)
    for pid in program.processes():
        send(pid, signal.SIGKILL)
    return left


def sampler_for(program, scratch):
    """Start the recorder's sampler, which lies beside this file."""
    sys.path.append(os.path.dirname(os.path.abspath(__file__)))
    from sampler import Sampler

    sampler = Sampler(program.pid, f"{scratch}/timeline/states.jsonl")
    sampler.start()
    return sampler


def main(scratch, timeout, grace, sample, *command):
    report_fd = os.dup(2)
    report = os.fdopen(report_fd, "w", buffering=1, encoding="utf-8")
    if LINUX:
        become_subreaper()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # for the program only
    began = time.perf_counter()
    program = Program(command, f"{scratch}/input", report_fd)
    print("program", program.pid, file=report)
    os.close(1)  # the program's processes alone hold the output now
    sampler = None
    if sample == "1":
        try:
            sampler = sampler_for(program, scratch)
        except Exception as error:
            print("sampler", error, file=report)
    why = watch(program, scratch, float(timeout), float(grace))
    seconds = time.perf_counter() - began
    left = clean_up(program, 0 if why else LINGER)
    if sampler:
        sampler.stop()
    if why == "abandoned":
        import shutil

        shutil.rmtree(scratch, ignore_errors=True)
        return
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    if program.status is not None:
        print("exit", os.waitstatus_to_exitcode(program.status), file=report)
    print("why", why or "", file=report)
    print("seconds", seconds, file=report)
    print("cpu_seconds", used.ru_utime + used.ru_stime, file=report)
    print("left", left, file=report)
    print("done", file=report)


if __name__ == "__main__":
    main(*sys.argv[1:])
