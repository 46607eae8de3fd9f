"""Write down what happens when, in every process of a recorded program.

Each process appends one line per event to a file of its own, with one
unbuffered write: what is written survives `os._exit`, `kill` and a crash.
Only waits of 0.2 ms and more are written, when they end; the wait that each
thread is in stands in a small table in shared memory (PID.open), so that
even a program that was stopped in a deadlock tells where it hung.

The clock is `time.perf_counter_ns`, which is one clock for all processes of
a machine.  Everything here is undone by `uninstall`.
"""

from __future__ import annotations  # Python 3.9 runs this, too

import _thread
import functools
import importlib
import importlib.machinery
import json
import mmap
import os
import sys
import time

LEAST = 200_000  # ns; a shorter wait is not worth a line
MOST = 20_000  # events per process: at most about 2 MB
SLOTS, SLOT = 128, 256  # threads in the table of open waits, bytes for each
DROPPED = {"wait", "polls", "round", "open"}  # when there are too many


def sibling(name):
    """Import a file of this folder, which may be in a package or a path."""
    return importlib.import_module(
        f"{__package__}.{name}" if __package__ else name
    )


names = sibling("swimlanes_names")
_now = time.perf_counter_ns
_tid = _thread.get_native_id
_RLock = _thread.RLock  # gevent puts another one there
_POOL_THREADS = {
    "_handle_workers": "pool's worker watch",
    "_handle_tasks": "pool's task feeder",
    "_handle_results": "pool's result reader",
}
_SERVERS = {
    "multiprocessing.resource_tracker import main": "resource tracker",
    "multiprocessing.forkserver import main": "fork server",
}


class _Log:
    """The event file of this process and its table of open waits."""

    def __init__(self, folder: str):
        self.folder, self.pid, self.main = folder, os.getpid(), _tid()
        self.most = self.left = MOST
        self.lock = _RLock()  # a signal's handler may wait, too
        base = os.path.join(folder, str(self.pid))
        self.file = os.open(
            base + ".jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644
        )
        self.identity = _identity(self.file)
        with open(base + ".open", "w+b") as table:
            table.truncate(SLOTS * SLOT)
            self.table = mmap.mmap(table.fileno(), SLOTS * SLOT)
        self.free = list(range(SLOTS))
        self.slots = {}

    def write(self, *event) -> None:
        """Append one event; waits no longer when there are too many."""
        line = json.dumps(event)
        with self.lock:
            if not self.has_file():
                return
            if self.left <= 0 and event[0] in DROPPED:
                return
            self.left -= 1
            if self.left == 0:
                words = f"only the first {self.most:,} events are recorded"
                line = json.dumps(["note", _now(), words])
            try:
                os.write(self.file, line.encode() + b"\n")
            except OSError:  # the disk is full
                self.left = 0

    def has_file(self) -> bool:
        """Tell whether the file is open; a daemon closes all that it has.

        Then the number may belong to a file of the program.
        """
        if self.file is not None and _identity(self.file) != self.identity:
            self.file = None
            _lost.append(self.table)  # its end would close a number, too
        return self.file is not None

    def enter(self, start: int, tid: int, what: str) -> None:
        """Put the wait that begins into the table."""
        line = json.dumps([start, tid, what[:30]]).encode()
        with self.lock:
            if tid not in self.slots and self.free:
                self.slots[tid] = self.free.pop()
            if self.file is not None and tid in self.slots:
                at = self.slots[tid] * SLOT
                self.table[at : at + SLOT] = line.ljust(SLOT)

    def leave(self, tid: int) -> None:
        """Take the wait that ended out of the table."""
        with self.lock:
            if self.file is not None and tid in self.slots:
                self.table[self.slots[tid] * SLOT] = 0

    def forget(self, tid: int) -> None:
        """Free the place of a thread that ended."""
        with self.lock:
            if tid in self.slots:
                self.free.append(self.slots.pop(tid))

    def close(self) -> None:
        """Close the files; a thread that still waits writes no more."""
        with self.lock:
            if self.has_file():
                os.close(self.file)
                self.file = None
                self.table.close()


def _identity(descriptor: int):
    """Tell which file has a number, None if none has."""
    try:
        status = os.fstat(descriptor)
    except OSError:
        return None
    return status.st_dev, status.st_ino


_log = None
_lost = []  # tables of logs that the program closed
_waiting = {}
_threads = set()  # native ids of those whose begin was written down
_undo = []
_followers = []  # files of this folder that write into our log, see `follow`


# --- recording one wait ---------------------------------------------------


def _wait(call, what, args, kwargs):
    """Do `call`; write down the wait if it was one worth a line."""
    tid = _tid()
    log = _log
    if log is None or tid in _waiting:
        return call(*args, **kwargs)
    start = _now()
    try:
        log.enter(start, tid, what)
        _waiting[tid] = start, what
        return call(*args, **kwargs)
    finally:
        end = _now()
        if _waiting.get(tid) == (start, what):  # else a greenlet waited
            del _waiting[tid]
            log.leave(tid)
            if end - start >= LEAST or what.startswith("join "):
                log.write("wait", start, end, tid, what)


def _recorded(describe):
    """Make a decorator for a function that blocks."""

    def decorate(call):
        @functools.wraps(call)
        def recorded(*args, **kwargs):
            if _log is None or _tid() in _waiting:
                return call(*args, **kwargs)
            return _wait(call, describe(*args), args, kwargs)

        return recorded

    return decorate


def _method(method, kind=None):
    """A method that blocks: `tasks.get`; `kind` is said without a name."""

    def describe(self, *args):
        word = kind or type(self).__name__.lower()
        return names.describe(self, word, method)

    return _recorded(describe)


def _join(call):
    """`join` of a thread or process: named after the one waited for."""

    def describe(self, *args):
        called, caller = names.callers()
        if called is None:
            return f"join {self.name}"
        return names.describe(self, "join")

    return _recorded(describe)(call)


def _excepthook(error_of):
    """A reader's traceback shows the reader's frames, and none of ours."""

    def make(original):
        @functools.wraps(original)
        def excepthook(*args):
            names.leave_out_ours(error_of(*args))  # never the first frame
            return original(*args)

        return excepthook

    return make


# --- the table: module -> what to wrap ------------------------------------


def _patch(owner, name, make) -> None:
    original = getattr(owner, name)
    ours, own = make(original), name in vars(owner)
    _undo.append((owner, name, original, own, ours))
    setattr(owner, name, ours)


def _hook_time(module):
    _patch(module, "sleep", _recorded(lambda *args: "sleep"))


def _hook_threading(module):
    _patch(module.Thread, "start", _starting_thread)
    _patch(module.Thread, "join", _join)
    _patch(module.Condition, "wait", _method("wait"))
    _patch(module, "Lock", _lock_class)
    _patch(module, "RLock", _rlock_class)

    _patch(module, "excepthook", _excepthook(lambda args: args.exc_value))


def _hook_process(module):
    _patch(module.BaseProcess, "start", _starting_process)
    _patch(module.BaseProcess, "join", _join)


def _hook_synchronize(module):
    def make_methods(original):
        @functools.wraps(original)
        def _make_methods(self):
            original(self)
            self.acquire = functools.partial(_acquire, self, self._semlock)

        return _make_methods

    def enter(original):
        def __enter__(self):
            return self.acquire()

        return __enter__

    _patch(module.SemLock, "_make_methods", make_methods)
    _patch(module.SemLock, "__enter__", enter)


def _hook_connection(module):
    for name in ("recv", "recv_bytes", "recv_bytes_into", "poll"):
        _patch(module._ConnectionBase, name, _method(name, "pipe"))
    for name in ("send", "send_bytes"):
        _patch(module._ConnectionBase, name, _method(name, "pipe"))
    _patch(module, "wait", _recorded(lambda *a: names.describe(None, "wait")))


def _hook_queue(module):
    def simple_queue(original):
        def get(self, block=True, timeout=None):
            try:
                return original.get(self, False)
            except module.Empty:
                if not block:
                    raise
            what = names.describe(self, "next task", "get")
            return _wait(original.get, what, (self, block, timeout), {})

        body = {"get": get, "__slots__": (), "__module__": "_queue"}
        return type(original.__name__, (original,), body)

    _patch(module, "SimpleQueue", simple_queue)


def _hook_subprocess(module):
    for name in ("wait", "communicate"):
        _patch(module.Popen, name, _method(name))


def _hook_socket(module):
    def blocking(name):
        record = _method(name)

        def make(call):
            recorded = record(call)

            @functools.wraps(call)
            def method(self, *args, **kwargs):
                if self.gettimeout() == 0:
                    return call(self, *args, **kwargs)
                return recorded(self, *args, **kwargs)

            return method

        return make

    for name in ("accept", "connect", "recv", "recv_into", "recvfrom"):
        _patch(module.socket, name, blocking(name))
    for name in ("send", "sendall"):
        _patch(module.socket, name, blocking(name))

    def behind(name):
        """Name the reads of `makefile()` after the socket behind the file."""
        record = _method(name)

        def make(call):
            recorded = record(lambda socket, *args: call(*args))

            @functools.wraps(call)
            def method(self, *args):
                return recorded(self._sock, self, *args)

            return method

        return make

    _patch(module.SocketIO, "readinto", behind("recv"))
    _patch(module.SocketIO, "write", behind("send"))


def _hook_select(module):
    _patch(module, "select", _recorded(lambda *args: "select"))


def _hook_selectors(module):
    """A selector's own wait; that of an event loop is recorded there."""

    def make(call):
        recorded = _method("select")(call)

        @functools.wraps(call)
        def select(self, timeout=None):
            asyncio = sys.modules.get("asyncio.events")
            if asyncio is not None and asyncio._get_running_loop() is not None:
                return call(self, timeout)
            return recorded(self, timeout)

        return select

    classes = {x for x in vars(module).values() if isinstance(x, type)}
    for selector in classes - {module.BaseSelector}:
        if "select" in vars(selector):
            _patch(selector, "select", make)


def _hook_builtins(module):
    _patch(module, "input", _recorded(lambda *args: "input"))


def _hook_os(module):
    def leaving(original):
        @functools.wraps(original)
        def _exit(status):
            _write_end()
            original(status)

        _exit.__module__ = "os"  # there it is found when it is pickled
        return _exit

    _patch(module, "_exit", leaving)


def _hook_asyncio(module):
    sibling("swimlanes_loop").hook(sys.modules[__name__])


def _hook_greenlet(module):
    sibling("swimlanes_greenlets").hook(sys.modules[__name__], module)


def _hook_gevent(module):
    sibling("swimlanes_greenlets").hook_gevent(module)


def _hook_monkey(module):
    """Before gevent puts its own locks in, ours have to go."""

    def patch(original):
        @functools.wraps(original)
        def patch_thread(*args, **kwargs):
            threading = sys.modules["threading"]
            _give_back(threading, "Lock")
            _give_back(threading, "RLock")
            return original(*args, **kwargs)

        return patch_thread

    _patch(module, "patch_thread", patch)


def _hook_windows(module):
    if _followers:
        sibling("swimlanes_loop").hook_windows(sys.modules[__name__], module)


def _hook_sys(module):
    _patch(module, "excepthook", _excepthook(lambda kind, error, trace: error))


HOOKS = {
    "sys": _hook_sys,
    "builtins": _hook_builtins,
    "os": _hook_os,
    "time": _hook_time,
    "threading": _hook_threading,
    "queue": _hook_queue,
    "socket": _hook_socket,
    "select": _hook_select,
    "selectors": _hook_selectors,
    "subprocess": _hook_subprocess,
    "multiprocessing.process": _hook_process,
    "multiprocessing.synchronize": _hook_synchronize,
    "multiprocessing.connection": _hook_connection,
    "asyncio.base_events": _hook_asyncio,
    "asyncio.windows_events": _hook_windows,
    "greenlet": _hook_greenlet,
    "gevent.greenlet": _hook_gevent,
    "gevent.monkey": _hook_monkey,
}


# --- threads, processes, locks --------------------------------------------


def _counters(tid: int) -> list[int]:
    """What the kernel counted for a thread so far (Linux)."""
    try:
        with open(f"/proc/self/task/{tid}/schedstat") as counters:
            return [*map(int, counters.read().split())]
    except OSError:
        return []


def _write_end(tid: int | None = None) -> None:
    """Write down the end of a thread, or of the process."""
    if _log is not None:
        tid = tid or _log.main
        for follower in _followers:
            follower.ends(tid)
        _log.write("end", _now(), tid, *_counters(tid))
        _threads.discard(tid)


def _kind_of_thread(thread) -> tuple[str, str]:
    if thread.name == "QueueFeederThread":
        return thread.name, "machinery"
    target = getattr(getattr(thread, "_target", None), "__name__", "")
    if target in _POOL_THREADS:
        return _POOL_THREADS[target], "machinery"
    if type(thread).__name__ == "_ExecutorManagerThread":
        return "executor's manager", "machinery"
    return thread.name, "thread"


def _starting_thread(start):
    @functools.wraps(start)
    def recorded(self):
        if _log is None or self.ident is not None:
            return start(self)
        run, starter = self.run, _tid()
        own_run = {k: v for k, v in vars(self).items() if k == "run"}

        def give_back():
            vars(self).pop("run", None)
            vars(self).update(own_run)

        def run_recorded():
            log, tid = _log, _tid()
            own = tid != starter  # else gevent made a greenlet of it
            if log is not None and not own:
                for follower in _followers:
                    follower.named(self.name)
            elif log is not None:
                name, kind = _kind_of_thread(self)
                log.write(
                    "thread", _now(), tid, name, kind, starter, *_counters(tid)
                )
                _threads.add(tid)
                for follower in _followers:
                    follower.enters()
            try:
                run()
            finally:
                give_back()
                if _log is not None and own:
                    _write_end(tid)
                    _log.forget(tid)

        self.run = run_recorded
        try:
            return _wait(start, f"start {self.name}", (self,), {})
        except BaseException:
            give_back()
            raise

    return recorded


def _starting_process(start):
    @functools.wraps(start)
    def recorded(self):
        begun = _now()
        start(self)
        if _log is not None:
            server = type(self).__module__ == "multiprocessing.managers" or (
                "Manager-" in self.name
            )
            kind = "machinery" if server else "process"
            _log.write("child", begun, _tid(), self.pid, self.name, kind)

    return recorded


def _acquire(named, lock, block=True, timeout=None):
    """Take a lock of multiprocessing; a wait is written down."""
    if lock.acquire(False):
        return True
    if not block:
        return False
    what = names.describe(named, type(named).__name__.lower())
    return _wait(lock.acquire, what, (True, timeout), {})


def _lock_class(original):
    """threading.Lock, with a note of how long `acquire` waited."""

    class lock:
        __slots__ = ("_lock", "__weakref__")

        def __init__(self):
            self._lock = original()

        def acquire(self, blocking=True, timeout=-1):
            if not blocking:
                return self._lock.acquire(blocking, timeout)
            if timeout != -1:
                original().acquire(blocking, timeout)  # fails where ours would
            if self._lock.acquire(False):
                return True
            what = names.describe(self, "lock")
            return _wait(self._lock.acquire, what, (blocking, timeout), {})

        def __enter__(self):
            return self._lock.acquire(False) or self.acquire()

        def __exit__(self, *exception):
            self._lock.release()

        def release(self):
            self._lock.release()

        def locked(self):
            return self._lock.locked()

        acquire_lock, release_lock, locked_lock = acquire, release, locked

        def _at_fork_reinit(self):
            self._lock._at_fork_reinit()

        def __reduce__(self):
            raise TypeError("cannot pickle '_thread.lock' object")

        def __repr__(self):
            state = "locked" if self._lock.locked() else "unlocked"
            return f"<{state} _thread.lock object at {id(self):#x}>"

    # found there by pickle, when a manager is spawned
    lock.__module__, lock.__qualname__ = "threading", "Lock"
    return lock


def _rlock_class(original):
    """threading.RLock, likewise; a subclass, so it stays one."""
    base = type(original())

    class RLock(base):
        __slots__ = ()

        def acquire(self, blocking=True, timeout=-1):
            if not blocking:
                return base.acquire(self, blocking, timeout)
            if timeout != -1:
                original().acquire(blocking, timeout)  # fails where ours would
            if base.acquire(self, False):
                return True
            what = names.describe(self, "lock")
            return _wait(base.acquire, what, (self, blocking, timeout), {})

        __enter__ = acquire

    RLock.__module__, RLock.__qualname__ = "threading", "RLock"
    return RLock


# --- on and off -----------------------------------------------------------


class _Finder:
    """Hook a module of the table when the program first imports it."""

    def find_spec(self, name, path=None, target=None):
        if name not in HOOKS:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is not None and spec.loader is not None:
            execute = spec.loader.exec_module

            def exec_module(module):
                execute(module)
                if _log is not None:
                    _hook(name, module)

            spec.loader.exec_module = exec_module
        return spec


_finder = _Finder()


def _hook(name, module) -> None:
    before = len(_undo)
    try:
        HOOKS[name](module)
    except AttributeError as missing:
        _take_back(before)
        _log.write("note", _now(), f"{name}: no waits told ({missing})")


def _take_back(first: int = 0) -> None:
    while len(_undo) > first:
        owner, name, original, own, ours = _undo.pop()
        if vars(owner).get(name) is not ours:
            continue  # the program has put something of its own there
        if own:
            setattr(owner, name, original)
        else:
            delattr(owner, name)


def _give_back(owner, name) -> None:
    """Take one hook back."""
    for row in _undo:
        if row[:2] == (owner, name):
            _undo.remove(row)
            setattr(*row[:3])
            return


def _process_name() -> tuple[str, str]:
    for text in getattr(sys, "orig_argv", []):  # since Python 3.10
        for server, name in _SERVERS.items():
            if server in text:
                return name, "machinery"
    return os.path.basename(sys.argv[0] if sys.argv[0:] else ""), "process"


def _open_log(folder: str) -> None:
    global _log
    _log = _Log(folder)
    name, kind = ("", "process")
    if hasattr(sys, "argv"):
        name, kind = _process_name()
    gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    about = {
        "python": sys.version.split()[0],
        "gil": gil,
        "cores": len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count(),
        "system": sys.platform,
    }
    _threads.clear()
    _threads.add(_log.main)
    ids = _log.pid, os.getppid(), _log.main
    _log.write("process", _now(), *ids, name, kind, about)


def _after_fork() -> None:
    if _log is None:
        return
    _waiting.clear()
    _log.lock = _RLock()  # perhaps held by a lost thread
    _log.close()
    _open_log(_log.folder)
    for follower in _followers:
        follower.begins(_log)


def follow(follower) -> None:
    """Let `follower` write into the log of this process, too.

    It has `begins(log)`, called at once and in a forked child; `enters()`,
    called in each thread that begins; `ends(tid)`, called before the end of
    a thread is written down; and `named(name)`, called in a thread that is
    not one of the system's.
    """
    _followers.append(follower)
    follower.begins(_log)


def flush() -> None:
    """Write down what was only added up so far."""
    for follower in _followers:
        follower.turns.cut()


_forks_followed = False


def install(folder: str | None = None) -> None:
    """Record this process, and those it forks, into `folder`.

    Parameters
    ----------
    folder
        An existing folder; SWIMLANES_TIMELINE names it if it is not given.
    """
    global _forks_followed
    _open_log(folder or os.environ["SWIMLANES_TIMELINE"])
    if not _forks_followed and hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_after_fork)
        _forks_followed = True
    for name in HOOKS:
        if name in sys.modules:
            _hook(name, sys.modules[name])
    sys.meta_path.insert(0, _finder)
    import atexit

    atexit.register(_write_end)


def patched() -> list[tuple]:
    """Return (owner, name, original) of everything that is wrapped."""
    return [row[:3] for row in _undo]


def uninstall() -> None:
    """Take every hook back and close the files."""
    global _log
    import atexit

    _write_end()
    _followers.clear()
    _take_back()
    sys.meta_path.remove(_finder)
    atexit.unregister(_write_end)
    log, _log = _log, None
    log.close()
    _waiting.clear()
