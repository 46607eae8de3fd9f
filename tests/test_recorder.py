"""Recording: real threads and processes, which do not notice it."""

import copyreg
import multiprocessing
import os
import pickle
import queue
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from threading import Lock, Thread

import pytest
from recording import SOURCE, run, until

from swimlanes import interpreters, program, record
from swimlanes._site import swimlanes_events as events
from swimlanes.sampler import available
from swimlanes.timeline import Timeline

LINUX = pytest.mark.skipif(
    not available(), reason="the kernel does not count per thread here"
)


# --- a cell ---------------------------------------------------------------


def test_threads_of_a_cell_and_what_they_waited_for():
    def work():
        with door:
            time.sleep(0.05)

    with record() as timeline:
        door = threading.Lock()
        door.acquire()
        ann = Thread(target=work, name="Ann")
        ann.start()
        until(lambda: ann.native_id in events._waiting)
        time.sleep(0.02)
        door.release()
        ann.join()
    assert [lane.name for lane in timeline.lanes] == ["main", "Ann"]
    blocked = timeline.lane("Ann").blocked_on
    assert blocked["door"] > 0
    assert blocked["sleep"] > 0
    assert timeline.lane("main").blocked_on["join Ann"] > 0
    assert timeline.joins[0][1:] == (0, 1)


def test_names_that_were_imported_before_are_recorded():
    with record() as timeline:
        door = Lock()
        assert type(door) is not type(threading.__dict__["_allocate_lock"]())
        with door:
            ann = Thread(target=door.acquire, name="Ann")
            ann.start()
            until(lambda: ann.native_id in events._waiting)
            time.sleep(0.01)
        ann.join()
    assert "lock" in " ".join(timeline.lane("Ann").blocked_on) or (
        "door" in timeline.lane("Ann").blocked_on
    )
    assert Lock is threading.Lock


def test_a_file_on_a_socket_is_named_after_the_socket():
    def serve(connection):
        with connection, connection.makefile("rwb") as lines:
            line = lines.readline()
            lines.write(line.upper())

    with record() as timeline:
        here, there = socket.socketpair()
        server = Thread(target=serve, args=(there,), name="server")
        server.start()
        until(lambda: server.native_id in events._waiting)
        time.sleep(0.01)
        with here:
            here.sendall(b"good morning\n")
            assert here.recv(100) == b"GOOD MORNING\n"
        server.join()
    assert timeline.lane("server").blocked_on["connection.recv"] > 0


def test_the_wait_of_a_selector_is_recorded():
    def wait(selector):
        assert selector.select()

    with record() as timeline:
        here, there = socket.socketpair()
        with here, there, selectors.DefaultSelector() as selector:
            selector.register(there, selectors.EVENT_READ)
            server = Thread(target=wait, args=(selector,), name="server")
            server.start()
            until(lambda: server.native_id in events._waiting)
            time.sleep(0.01)
            here.sendall(b"good morning\n")
            server.join()
    assert timeline.lane("server").blocked_on["selector.select"] > 0


def test_a_name_bound_anew_in_the_block_is_kept():
    names = {"record": record, "Lock": Lock, "sleep": time.sleep}
    exec("with record():\n    Lock = 3\n    recorded = sleep", names)
    assert names["Lock"] == 3
    assert names["sleep"] is time.sleep is not names["recorded"]


@pytest.mark.parametrize("rate", [0, -1, 1001, float("nan"), "x", None])
def test_a_rate_that_cannot_be_is_refused(rate):
    with pytest.raises(ValueError, match="rate is"), record(rate=rate):
        pass
    assert events._log is None


@LINUX
def test_an_interrupt_is_not_for_the_sampler(tmp_path):
    code = (
        "import os, signal\n"
        "from swimlanes import record\n"
        "try:\n"
        "    with record():\n"
        "        os.killpg(0, signal.SIGINT)\n"
        "        signal.pause()\n"
        "except KeyboardInterrupt:\n"
        "    print('interrupted')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(SOURCE.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert done.stdout == "interrupted\n"


def test_everything_is_as_before_after_the_block():
    def state():
        return [
            vars(owner).get(name)
            for owner, name in (
                (time, "sleep"),
                (threading, "Lock"),
                (threading, "RLock"),
                (threading.Thread, "start"),
                (threading.Condition, "wait"),
                (queue, "SimpleQueue"),
                (os, "_exit"),
            )
        ] + [list(sys.meta_path)]

    before = state()
    with record():
        assert state() != before
    assert state() == before
    assert Lock is threading.Lock


def test_a_block_that_fails_still_gives_its_timeline():
    with pytest.raises(ZeroDivisionError), record() as timeline:
        ann = Thread(target=time.sleep, args=(0.01,), name="Ann")
        ann.start()
        ann.join()
        raise ZeroDivisionError
    assert timeline.lane("Ann").end > 0


def test_a_block_inside_a_block_has_its_own_timeline():
    def one(name):
        thread = Thread(target=time.sleep, args=(0.01,), name=name)
        thread.start()
        thread.join()

    with record() as outer:
        one("Ann")
        with record() as inner:
            one("Ben")
    assert [lane.name for lane in inner.lanes] == ["main", "Ben"]
    assert [lane.name for lane in outer.lanes] == ["main", "Ann", "Ben"]


def test_a_thread_that_still_waits_when_the_block_ends():
    with record() as timeline:
        gate = threading.Event()
        ann = Thread(target=gate.wait, name="Ann")
        ann.start()
        until(lambda: ann.native_id in events._waiting)
        time.sleep(0.01)
    gate.set()
    ann.join()
    assert timeline.lane("Ann").blocked > 0


@LINUX
def test_running_is_what_the_kernel_counted():
    used = []

    def compute():
        before = time.thread_time()
        while time.thread_time() - before < 0.1:
            sum(range(1000))
        used.append(time.thread_time() - before)

    with record() as timeline:
        ann = Thread(target=compute, name="Ann")
        ann.start()
        ann.join()
    assert timeline.lane("Ann").running == pytest.approx(used[0], rel=0.1)


@LINUX
@pytest.mark.skipif(
    not getattr(sys, "_is_gil_enabled", lambda: True)(),
    reason="this Python has no GIL",
)
def test_two_computing_threads_wait_for_the_gil():
    def compute():
        before = time.thread_time()
        while time.thread_time() - before < 0.2:
            sum(range(1000))

    with record() as timeline:
        pair = [Thread(target=compute, name=name) for name in ("A", "B")]
        for thread in pair:
            thread.start()
        for thread in pair:
            thread.join()
    assert timeline.lane("A").gil + timeline.lane("B").gil > 0.04


def test_without_the_kernels_counters_the_timeline_says_so(monkeypatch):
    monkeypatch.setattr("swimlanes.sampler.available", lambda: False)
    with record() as timeline:
        ann = Thread(target=time.sleep, args=(0.01,), name="Ann")
        ann.start()
        ann.join()
    assert timeline.lane("Ann").running is None
    assert any("does not tell" in note for note in timeline.notes)
    assert "running or waiting" in timeline._repr_mimebundle_()["text/html"]


# --- locks are what they were ---------------------------------------------


@pytest.fixture
def recording(tmp_path):
    events.install(str(tmp_path))
    yield tmp_path
    events.uninstall()


def test_a_lock_behaves_as_a_lock(recording):
    plain, lock = threading._allocate_lock(), threading.Lock()
    assert type(lock).__name__ == type(plain).__name__
    assert pickle.loads(pickle.dumps(type(lock))) is type(lock)
    missing = {n for n in dir(plain) if not n.startswith("__")} - {*dir(lock)}
    assert not missing - {"locked_lock"}
    assert lock.acquire() is True
    assert lock.acquire(False) is False
    assert lock.acquire(timeout=0.01) is False
    assert lock.locked()
    lock._at_fork_reinit()
    assert not lock.locked()
    with pytest.raises(RuntimeError):
        lock.release()
    with pytest.raises(ValueError):
        lock.acquire(False, 1)
    with pytest.raises(TypeError, match="cannot pickle"):
        pickle.dumps(lock)
    assert copyreg.dispatch_table.get(type(lock)) is None


@pytest.mark.parametrize("make", ["Lock", "RLock"])
def test_a_lock_refuses_what_a_lock_refuses(recording, make):
    lock = getattr(threading, make)()
    for wrong in (
        {"timeout": None},
        {"timeout": "x"},
        {"timeout": -5},
        {"blocking": False, "timeout": 1},
        {"patience": 1},
    ):
        with pytest.raises((TypeError, ValueError)):
            lock.acquire(**wrong)
    assert lock.acquire(timeout=5) is True


def test_a_thread_keeps_its_own_run(recording):
    ran = []
    thread = Thread()
    thread.run = own = lambda: ran.append(1)
    thread.start()
    thread.join()
    assert ran == [1]
    assert thread.run is own


def test_a_condition_works_on_either_lock(recording):
    for make in (threading.Lock, threading.RLock):
        condition, done = threading.Condition(make()), []

        def wait(condition=condition, done=done):
            with condition:
                condition.wait_for(lambda: done)

        thread = Thread(target=wait)
        thread.start()
        with condition:
            done.append(True)
            condition.notify()
        thread.join()


def test_an_rlock_is_one_still(recording):
    lock = threading.RLock()
    with lock, lock:
        assert lock._is_owned()
    assert isinstance(lock, type(threading._CRLock()))


# --- private names of the standard library --------------------------------


def test_every_name_in_the_table_exists_in_this_python(tmp_path):
    """Fails when a new Python changes a name that is wrapped."""
    import multiprocessing.connection
    import multiprocessing.synchronize  # noqa: F401

    events.install(str(tmp_path))
    events.uninstall()
    log = (tmp_path / f"{os.getpid()}.jsonl").read_text()
    assert '"note"' not in log


def test_a_name_that_is_gone_gives_a_note_and_no_error(tmp_path, monkeypatch):
    monkeypatch.delattr(threading.Condition, "wait")
    monkeypatch.setattr(events, "HOOKS", dict(events.HOOKS))
    start = threading.Thread.start
    events.install(str(tmp_path))
    assert threading.Thread.start is start
    events.uninstall()
    assert "no waits told" in (tmp_path / f"{os.getpid()}.jsonl").read_text()


def test_too_many_events_are_cut_with_a_note(tmp_path, monkeypatch):
    monkeypatch.setattr(events, "MOST", 20)
    monkeypatch.setattr(events, "LEAST", 0)
    events.install(str(tmp_path))
    for _ in range(100):
        time.sleep(0)
    events.uninstall()
    lines = (tmp_path / f"{os.getpid()}.jsonl").read_text().splitlines()
    assert len(lines) < 25
    assert any("only the first 20" in note for note in _notes(tmp_path))


def _notes(folder):
    return Timeline.load(folder).notes


# --- programs -------------------------------------------------------------

FAMILY = """
    import multiprocessing as mp, sys, time, threading

    def count(n):
        while n:
            n -= 1

    def cook(dishes, open):
        open.wait()
        count(200_000)
        dishes.put("soup")
        time.sleep(0.05)
        dishes.put(None)

    def serve(dishes, open):
        open.set()
        while dishes.get() is not None:
            pass

    class Watch(mp.Process):
        def run(self):
            helper = threading.Thread(target=time.sleep, args=(0.02,),
                                      name="helper")
            helper.start()
            helper.join()

    def square(n):
        return n * n

    if __name__ == "__main__":
        mp.set_start_method(sys.argv[1])
        dishes, open = mp.Queue(), mp.Event()
        family = [mp.Process(target=cook, args=(dishes, open), name="cook"),
                  mp.Process(target=serve, args=(dishes, open), name="waiter"),
                  Watch(name="watch")]
        for process in family:
            process.start()
        for process in family:
            process.join()
        print([process.exitcode for process in family])
        with mp.Pool(2) as pool:
            print(pool.map(square, range(4)))
"""


@pytest.mark.skipif(os.name == "nt", reason="fork is Unix's")
@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_processes_of_every_start_method(tmp_path, method):
    timeline = run(tmp_path, FAMILY, method)
    assert timeline.output == "[0, 0, 0]\n[0, 1, 4, 9]\n"
    names = [lane.name for lane in timeline.lanes]
    assert names[0] == "main"
    assert {"cook", "waiter", "watch", "helper"} < set(names)
    assert sum("PoolWorker" in name for name in names) == 2
    assert timeline.lane("waiter").blocked_on["dishes.get"] > 0
    watch = timeline.lanes[timeline.lane("helper").parent]
    assert watch.name == "watch"
    assert timeline.lane("cook").parent == 0
    kinds = {lane.name: lane.kind for lane in timeline.lanes}
    assert kinds["QueueFeederThread"] == "machinery"


def test_a_program_that_leaves_by_os_exit_or_is_terminated(tmp_path):
    timeline = run(
        tmp_path,
        """
        import multiprocessing as mp, os, signal, time

        def leave():
            time.sleep(0.01)
            os._exit(7)

        def crash():
            os.kill(os.getpid(), signal.SIGKILL)

        if __name__ == "__main__":
            mp.set_start_method("fork")
            victim = mp.Process(target=time.sleep, args=(60,), name="victim")
            leaver = mp.Process(target=leave, name="leaver")
            crasher = mp.Process(target=crash, name="crasher")
            family = [victim, leaver, crasher]
            for process in family:
                process.start()
            leaver.join()
            crasher.join()
            time.sleep(0.05)
            victim.terminate()
            victim.join()
            print([process.exitcode for process in family])
            os._exit(3)
        """,
        check=3,
    )
    events_of_all = [
        path.read_text() for path in (tmp_path / "events").glob("*.jsonl")
    ]
    assert sum('["end"' in text for text in events_of_all) == 2
    assert timeline.lane("leaver").blocked_on["sleep"] > 0
    assert timeline.lane("victim").blocked_on["sleep"] > 0
    assert timeline.lane("crasher").end < timeline.lane("victim").end


def test_a_deadlock_that_is_killed_tells_who_waits_for_what(tmp_path):
    source = """
        import os, signal, sys
        from threading import Barrier, Lock, Thread

        left, right, both, past = Lock(), Lock(), Barrier(2), []

        def take(first, second):
            with first:
                both.wait()
                past.append(first)
                with second:
                    pass

        Thread(target=take, args=(left, right), name="Ann").start()
        Thread(target=take, args=(right, left), name="Ben").start()
        waiting = sys.modules["swimlanes_events"]._waiting
        while len(past) < 2 or len(waiting) < 2:
            pass
        os.write(1, b"locked")
        os.kill(os.getpid(), signal.SIGKILL)
    """
    timeline = run(tmp_path, source, check=-signal.SIGKILL)
    assert "right" in timeline.lane("Ann").blocked_on
    assert "left" in timeline.lane("Ben").blocked_on


def test_names_are_those_of_the_code(tmp_path):
    timeline = run(
        tmp_path,
        """
        from threading import Barrier, Lock, Semaphore, Thread
        from queue import Queue
        import time

        forks = [Lock(), Lock()]
        seats, jobs = Semaphore(0), Queue()

        class Account:
            def __init__(self):
                self.lock = Lock()

        savings = Account()

        def dine():
            forks[1].acquire()
            savings.lock.acquire()
            seats.acquire()
            jobs.get()

        forks[1].acquire()
        savings.lock.acquire()
        ann = Thread(target=dine, name="Ann")
        ann.start()
        for release in (forks[1].release, savings.lock.release,
                        seats.release, lambda: jobs.put(1)):
            time.sleep(0.05)
            release()
        ann.join()
        """,
    )
    blocked = timeline.lane("Ann").blocked_on
    assert {"forks[1]", "savings.lock", "seats", "jobs.get"} <= set(blocked)


def test_a_recorded_program_ends_as_an_unrecorded_one(tmp_path):
    timeline = run(tmp_path, "raise SystemExit(5)", check=5)
    assert timeline.lane("main").end > 0


@pytest.mark.skipif(os.name == "nt", reason="signals are Unix's")
def test_a_signals_handler_may_wait_while_an_event_is_written(tmp_path):
    file = tmp_path / "alarm.py"
    file.write_text(
        "import signal, sys, time\n"
        "signal.signal(signal.SIGUSR1, lambda *_: time.sleep(0.001))\n"
        "with sys.modules['swimlanes_events']._log.lock:\n"
        "    signal.raise_signal(signal.SIGUSR1)\n"
        "print('ended')\n"
    )
    result = program.run(file, timeline=True, timeout=10)
    assert (result.output, result.why) == ("ended\n", None)


def test_nothing_is_written_into_a_file_of_the_program(tmp_path):
    file = tmp_path / "daemon.py"
    file.write_text(
        "import os, time\n"
        "os.closerange(3, 50)\n"
        "files = [open(f'{n}.txt', 'w') for n in range(20)]\n"
        "time.sleep(0.001)\n"
        "if hasattr(os, 'fork') and os.fork() == 0:\n"
        "    for file in files:\n"
        "        file.write('mine')\n"
        "        file.close()\n"
        "    os._exit(0)\n"
        "elif hasattr(os, 'fork'):\n"
        "    os.wait()\n"
    )
    result = program.run(file, timeline=True)
    assert (result.exit, result.output, result.left) == (0, "", 0)
    texts = {path.read_text() for path in tmp_path.glob("*.txt")}
    assert texts == {"mine" if hasattr(os, "fork") else ""}


def test_importing_swimlanes_patches_nothing():
    code = (
        "import time, threading; a = time.sleep, threading.Lock;"
        "import swimlanes; swimlanes.record;"
        "assert a == (time.sleep, threading.Lock)"
    )
    subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        env=os.environ | {"PYTHONPATH": str(SOURCE.parent)},
    )


@pytest.mark.parametrize("version", interpreters.available())
def test_a_program_of_every_python_is_drawn(version, tmp_path):
    file = tmp_path / "kitchen.py"
    file.write_text(
        "from threading import Thread\n"
        "from time import sleep\n"
        "cook = Thread(target=sleep, args=(0.05,), name='Ada')\n"
        "cook.start()\n"
        "cook.join()\n"
    )
    result = program.run(file, python=version, timeline=True)
    assert (result.output, result.notes) == ("", [])
    assert result.timeline.lane("Ada").blocked >= 0.04


def test_a_selector_waits(tmp_path):
    file = tmp_path / "server.py"
    file.write_text(
        "from selectors import DefaultSelector\n"
        "from threading import Thread\n"
        "def serve():\n"
        "    with DefaultSelector() as selector:\n"
        "        selector.select(0.1)\n"
        "server = Thread(target=serve, name='Ada')\n"
        "server.start()\n"
        "server.join()\n"
    )
    lane = program.run(file, timeline=True).timeline.lane("Ada")
    assert lane.blocked_on["selector.select"] >= 0.09


# --- what a program may do with its locks ----------------------------------

MANAGER = """
from multiprocessing import Manager

if __name__ == "__main__":
    with Manager() as manager:
        with manager.Lock(), manager.RLock():
            print(dict(manager.dict(tea=3)))
"""


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_a_manager_starts_in_a_recorded_program(tmp_path, method):
    path = tmp_path / "manager.py"
    path.write_text(MANAGER, "utf-8")
    result = program.run(path, timeline=True, start_method=method)
    assert result.output == "{'tea': 3}\n"
    assert result.timeline.lanes


# --- errors ---------------------------------------------------------------

ERRORS = """
import threading

def work():
    try:
        threading.Lock().release()
    except RuntimeError as error:
        raise ValueError("the door was open") from error

ann = threading.Thread(target=work, name="Ann")
ann.start()
ann.join()
try:
    work()
except ValueError as error:
    raise ExceptionGroup("both", [error, OSError()])
"""


@pytest.mark.parametrize("hook", ["sys", "threading"])
def test_an_excepthook_of_the_program_stays_after_recording(hook, monkeypatch):
    module = {"sys": sys, "threading": threading}[hook]
    monkeypatch.setattr(module, "excepthook", before := object())
    with record():
        assert module.excepthook is not before
    assert module.excepthook is before
    with record():
        module.excepthook = own = object()
    assert module.excepthook is own


def test_a_traceback_has_no_frame_of_the_recorder(tmp_path):
    path = tmp_path / "errors.py"
    path.write_text(ERRORS, "utf-8")
    recorded = program.run(path, timeline=True)
    assert "the door was open" in recorded.output
    assert recorded.output == program.run(path).output
