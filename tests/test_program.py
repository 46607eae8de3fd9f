"""Programs that behave, and programs that do everything else."""

import os
import queue
import re
import signal
import subprocess
import sys
import textwrap
import threading
import time
from multiprocessing import get_all_start_methods
from pathlib import Path

import pytest

from swimlanes import interpreters, program
from swimlanes.errors import Interrupted, ProgramError

LINUX = sys.platform == "linux"
on_linux = pytest.mark.skipif(not LINUX, reason="needs /proc")
METHODS = ("fork", "spawn", "forkserver")
PYTHONS = [
    version
    for version in interpreters.available()
    if tuple(map(int, version.rstrip("t").split("."))) >= (3, 11)
]

TWO_LOCKS = """
    import multiprocessing

    def work(first, second, both_ready):
        with first:
            both_ready.wait()
            print("holds", first._semlock.name)
            with second:
                pass

    if __name__ == "__main__":
        a, b = multiprocessing.Lock(), multiprocessing.Lock()
        both_ready = multiprocessing.Barrier(2)
        pair = [
            multiprocessing.Process(target=work, args=(a, b, both_ready)),
            multiprocessing.Process(target=work, args=(b, a, both_ready)),
        ]
        for process in pair:
            process.start()
        for process in pair:
            process.join()
"""
WORKERS = """
    import multiprocessing

    def work(name):
        for step in range(20):
            print("worker", name, "step", step)

    if __name__ == "__main__":
        workers = [
            multiprocessing.Process(target=work, args=(name,))
            for name in "ABC"
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        with multiprocessing.Pool(2) as pool:
            print("squares", pool.map(abs, [-1, -2]))
        print(multiprocessing.get_start_method())
"""


@pytest.fixture
def run(tmp_path):
    """Run a source text; afterwards nothing of it may be left."""

    def run_source(source, **options):
        text = textwrap.dedent(source)
        path = program.save(text, tmp_path / "programs" / "sample.py")
        return program.run(path, **options)

    yield run_source
    assert processes_in(tmp_path) == []


def processes_in(folder):
    """Ids of all processes whose working directory is in the folder."""
    if not LINUX:
        return []
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                place = os.readlink(entry / "cwd")
            except OSError:
                continue
            if place.startswith(str(folder)):
                found.append(int(entry.name))
    return found


def run_long_enough(run, source, lines, places=0, **options):
    """Run into a timeout after the program has printed so many lines.

    On a busy machine it may come so far only while its stop is under way:
    then too few places are known, too.
    """
    for timeout in (0.7, 3, 30):
        result = run(source, timeout=timeout, **options)
        assert result.why == "timeout"
        assert result.ending == f"stopped after {timeout:g} s: still running"
        known = len(result.where) >= places or not LINUX
        if result.output.count("\n") == lines and known:
            break
    return result


def wait_for(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def interrupt_when(condition, times=1):
    """Send this process SIGINT once the condition holds."""

    def wait_and_send():
        for _ in range(times):
            wait_for(condition)
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.3)

    thread = threading.Thread(target=wait_and_send)
    thread.start()
    return thread


def test_result_tells_how_it_ended(run):
    result = run("import sys\nprint('out')\nprint('err', file=sys.stderr)")
    assert result.output == "out\nerr\n"
    assert (result.exit, result.why, result.left) == (0, None, 0)
    assert result.cpu_seconds > 0 < result.seconds
    assert re.fullmatch(
        r"<sample.py: exit code 0 after \d+\.\d\d s>", repr(result)
    )


def test_arguments_environment_and_input(run):
    source = """
        import os, sys
        print(sys.argv[1:], os.environ["COLOUR"], input(), input())
    """
    result = run(
        source, args=["a b", "c"], env={"COLOUR": "red"}, input="x\ny\n"
    )
    assert result.output == "['a b', 'c'] red x y\n"


def test_output_streams_in_whole_lines(run):
    pieces = []
    source = """
        import sys, time
        for word in "one", "two":
            print(word, end=" ", flush=True)
            print("more")
        """
    result = run(source, on_output=pieces.append)
    assert "".join(pieces) == result.output == "one more\ntwo more\n"
    assert all(piece.endswith("\n") for piece in pieces)


@on_linux
def test_first_line_arrives_while_the_program_waits(run, tmp_path):
    gate = tmp_path / "gate"
    os.mkfifo(gate)

    def open_gate(text):
        assert text == "first\n"
        gate.write_text("go")

    source = f"""
        print("first")
        open({str(gate)!r}).read()
    """
    assert run(source, on_output=open_gate).exit == 0


def test_output_that_comes_just_before_the_end_is_kept(run, monkeypatch):
    class Late(queue.SimpleQueue):
        """The calling thread waits in vain, and wakes after the end."""

        waited = 0

        def get(self, timeout):
            self.waited += 1
            if self.waited < 5:
                time.sleep(0.5)
                raise queue.Empty
            return super().get(timeout=timeout)

    monkeypatch.setattr(program.queue, "SimpleQueue", Late)
    assert run("print('tea')").output == "tea\n"


def test_traceback_names_the_file_only(run):
    result = run("def fail():\n    1 / 0\nfail()")
    assert result.exit == 1
    assert 'File "sample.py", line 3, in <module>' in result.output


def test_folder_is_cut_out(run):
    source = "import os\nprint(__file__, os.getcwd(), os.getcwd() + '-x')"
    name, folder, other = run(source).output.split()
    assert (name, folder) == ("sample.py", ".")
    assert other.endswith("programs-x")


def test_syntax_error_is_pythons_own(run):
    result = run("x = = 1")
    assert result.output.startswith('  File "sample.py", line 1\n')
    assert "SyntaxError: invalid syntax" in result.output
    assert "Traceback" not in result.output


def test_signal_is_named(run):
    result = run("import os\nos.kill(os.getpid(), 9)")
    assert result.exit == -9
    assert result.ending == "ended by signal 9 (SIGKILL)"


def test_programs_of_a_folder_import_each_other(tmp_path):
    program.save("price = 3", tmp_path / "shop.py")
    path = program.save("import shop\nprint(shop.price)", tmp_path / "buy.py")
    assert program.run(path).output == "3\n"
    assert sorted(os.listdir(tmp_path)) == ["buy.py", "shop.py"]


def test_saved_only_when_changed(tmp_path):
    path = program.save("x = 1", tmp_path / "a.py")
    os.utime(path, (1, 1))
    program.save("x = 1", path)
    assert path.stat().st_mtime == 1
    program.save("x = 'é'\n", path)
    assert path.read_bytes() == "x = 'é'\n".encode()


def test_cannot_save(tmp_path):
    (tmp_path / "a.py").mkdir()
    with pytest.raises(ProgramError, match="cannot save .*a.py: Is a dir"):
        program.save("x = 1", tmp_path / "a.py")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("version", PYTHONS)
def test_every_start_method_and_interpreter(run, version, method):
    if method not in get_all_start_methods():
        pytest.skip(f"no {method} on this system")
    result = run(WORKERS, python=version, start_method=method)
    lines = result.output.splitlines()
    assert result.exit == 0, result.output
    for name in "ABC":
        own = [line for line in lines if line.startswith(f"worker {name} ")]
        assert own == [f"worker {name} step {i}" for i in range(20)]
    assert lines[-2:] == ["squares [1, 2]", method]
    assert len(lines) == 62


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("version", PYTHONS)
def test_deadlock_is_stopped_and_explained(run, version, method):
    if method not in get_all_start_methods():
        pytest.skip(f"no {method} on this system")
    result = run_long_enough(
        run, TWO_LOCKS, 2, 3, python=version, start_method=method
    )
    names = re.findall("^holds (.+)$", result.output, re.MULTILINE)
    assert len(result.output.splitlines()) == len(names) == 2
    if LINUX:
        shared = os.listdir("/dev/shm")
        assert [n for n in names if "sem." + n.strip("/") in shared] == []
        assert result.where == [
            "MainProcess  MainThread  line 21: process.join()",
            "Process-1    MainThread  line 8: with second:",
            "Process-2    MainThread  line 8: with second:",
        ]


SUBINTERPRETERS = """
from concurrent.futures import InterpreterPoolExecutor

if __name__ == "__main__":
    with InterpreterPoolExecutor(2) as pool:
        print(list(pool.map(abs, [-1, 2])))
"""


@pytest.mark.parametrize("version", PYTHONS)
def test_subinterpreters_are_prepared_in_silence(run, version):
    if version in ("3.9", "3.10", "3.11", "3.12", "3.13", "3.13t"):
        pytest.skip("has no InterpreterPoolExecutor")
    result = run(SUBINTERPRETERS, python=version)
    assert (result.exit, result.output) == (0, "[1, 2]\n")


@on_linux
def test_where_knows_threads_by_name(run):
    source = """
        import threading
        lock = threading.Lock()
        lock.acquire()
        threading.Thread(target=lock.acquire, name="library only").start()
        def wait():
            lock.acquire()
        for name in "Ada", "Bob":
            threading.Thread(target=wait, name=name).start()
        print("started")
    """
    assert run_long_enough(run, source, 1, 2).where == [
        "MainProcess  Ada  line 7: lock.acquire()",
        "MainProcess  Bob  line 7: lock.acquire()",
    ]


@on_linux
def test_where_works_when_python_cannot_run(run):
    source = """
        import re
        print("ready")
        re.match(r"(a*)*b", "a" * 60)  # never gives the GIL away
    """
    (line,) = run_long_enough(run, source, 1, 1).where
    assert "MainThread  line 4: re.match" in line


@on_linux
def test_where_does_not_disturb_a_program_without_descriptors(run):
    source = """
        import os, resource
        resource.setrlimit(resource.RLIMIT_NOFILE, (50, 50))
        try:
            while True:
                os.dup(0)
        except OSError:
            print("none left")
        try:
            while True:
                pass
        except OSError:
            print("disturbed")
    """
    result = run_long_enough(run, source, 1, 1)
    assert result.output == "none left\n"


def test_endless_loop(run):
    result = run("while True: pass", timeout=0.5)
    assert result.why == "timeout"


def test_half_a_line_then_hang(run):
    source = "print('half', end='', flush=True)\nwhile True: pass"
    pieces = []
    for timeout in (0.7, 3, 30):
        result = run(source, timeout=timeout, on_output=pieces.append)
        assert result.why == "timeout"
        if pieces:
            break
    assert pieces == ["half"]


def test_fork_bomb(run):
    source = """
        import os, time
        for _ in range(50):
            if os.fork() == 0:
                time.sleep(1000)
        print("forked")
        time.sleep(1000)
    """
    assert run_long_enough(run, source, 1).output == "forked\n"


def test_nobody_complains_while_being_stopped(run):
    source = """
        import os, time
        read_end, write_end = os.pipe()
        for _ in range(30):
            if os.fork() == 0:
                os.close(write_end)
                os.read(read_end, 1)  # until the parent is gone
                os.write(1, b"my parent is gone")
                os._exit(0)
        print("ready")
        time.sleep(1000)
    """
    assert run_long_enough(run, source, 1).output == "ready\n"


@on_linux
def test_sigint_ignored_is_killed_after_grace(run, tmp_path):
    source = """
        import signal, time
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        open("ready", "w").close()
        time.sleep(1000)
    """
    ready = tmp_path / "programs" / "ready"
    thread = interrupt_when(ready.exists)
    with pytest.raises(Interrupted) as caught:
        run(source, grace=0.2)
    thread.join()
    assert caught.value.result.exit == -signal.SIGKILL
    assert caught.value.result.why == "interrupt"


@on_linux
def test_second_interrupt_kills_at_once(run, tmp_path):
    source = """
        import signal, time
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        open("ready", "w").close()
        time.sleep(1000)
    """
    ready = tmp_path / "programs" / "ready"
    thread = interrupt_when(ready.exists, times=2)
    with pytest.raises(Interrupted) as caught:
        run(source, grace=1000)
    thread.join()
    assert caught.value.result.exit == -signal.SIGKILL


@on_linux
def test_interrupt_reaches_the_program(run, tmp_path):
    source = """
        import time
        try:
            open("ready", "w").close()
            time.sleep(1000)
        except KeyboardInterrupt:
            print("bye")
    """
    ready = tmp_path / "programs" / "ready"
    thread = interrupt_when(ready.exists)
    with pytest.raises(Interrupted) as caught:
        run(source, grace=1000)
    thread.join()
    assert caught.value.result.output == "bye\n"
    assert caught.value.result.exit == 0


@on_linux
def test_an_interrupt_right_after_the_start(run, tmp_path, monkeypatch):
    ready = tmp_path / "ready"
    text = (program.HERE / "supervisor.py").read_text()
    late = f"open({str(ready)!r}, 'w').close(); time.sleep(60)"
    supervisor = tmp_path / "supervisor.py"
    supervisor.write_text(text.replace("os.setsid()", late))
    monkeypatch.setattr(program, "_SUPERVISOR", supervisor)
    thread = interrupt_when(ready.exists)
    with pytest.raises(Interrupted) as caught:
        run("print('too late')", grace=5)
    thread.join()
    assert caught.value.result.exit == -signal.SIGINT
    assert caught.value.result.output == ""


@on_linux
def test_a_program_that_kills_its_supervisor_ends(run):
    source = """
        import os, time
        os.kill(os.getppid(), 9)
        print("free", flush=True)
        time.sleep(1000)
    """
    with pytest.raises(ProgramError, match="its supervisor was killed"):
        run(source, timeout=1)


def test_other_line_ends_than_newlines_are_not_counted(run):
    result = run("print('50 %\\r' * 20_000, 'done')")
    assert result.why is None
    assert result.output == "50 %\r" * 20_000 + " done\n"


def test_a_million_lines(run):
    source = "for number in range(1_000_000): print(number)"
    result = run(source)
    lines = result.output.splitlines()
    assert lines == [str(n) for n in range(program.MAX_LINES)]
    assert result.why == "output"
    assert "10,000 lines" in result.ending


def test_one_endless_line(run):
    result = run("while True: print('x' * 999, end='')")
    assert len(result.output) == program.MAX_CHARACTERS
    assert result.why == "output"


def test_exactly_the_limit_is_allowed(run):
    source = f"""
        import time
        for number in range({program.MAX_LINES}):
            print(number)
        time.sleep(0.5)  # time to be stopped in, wrongly
    """
    result = run(source)
    assert result.why is None
    assert result.output.count("\n") == program.MAX_LINES


def test_reading_input_without_any(run):
    result = run("input()")
    assert result.output.endswith("EOFError: EOF when reading a line\n")


def test_program_deletes_its_file(run):
    result = run("import os\nos.remove('sample.py')\nprint('gone')")
    assert (result.output, result.exit) == ("gone\n", 0)


@on_linux
def test_program_deletes_its_folder(run):
    source = "import os, shutil\nshutil.rmtree(os.getcwd())\nprint('gone')"
    assert run(source).output == "gone\n"
    assert run("print('again')").output == "again\n"


@on_linux
def test_orphan_that_fled_is_stopped(run, tmp_path):
    source = """
        import os, time
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                open("orphan", "w").close()
                time.sleep(1000)
            os._exit(0)
        os.wait()
        print("done")
    """
    result = run(source)
    assert (result.output, result.exit, result.left) == ("done\n", 0, 1)


def test_daemon_children_need_no_stopping(run):
    source = """
        import multiprocessing, time
        if __name__ == "__main__":
            multiprocessing.Process(
                target=time.sleep, args=(1000,), daemon=True
            ).start()
    """
    assert run(source, start_method="spawn").left == 0


def test_program_closes_its_output(run):
    source = """
        import os
        print("last words")
        os.close(1)
        os.close(2)
        os._exit(3)
    """
    result = run(source)
    assert (result.output, result.exit) == ("last words\n", 3)


def test_bytes_that_are_not_text(run):
    source = r"""
        import os
        os.write(1, b"caf\xe9 \xff\x00 nul\r\n")
        os.write(1, "é".encode()[:1])
        os.write(1, "é".encode()[1:])
    """
    assert run(source).output == "caf\ufffd \ufffd\0 nul\né"


@on_linux
def test_killed_caller_leaves_nothing(tmp_path):
    path = program.save(
        "import os, time\nos.fork()\nprint('up')\ntime.sleep(1000)",
        tmp_path / "sleeper.py",
    )
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    caller = subprocess.Popen(
        [sys.executable, "-c", CALLER, str(path)],
        env={
            **os.environ,
            "TMPDIR": str(scratch),
            "PYTHONPATH": str(program.HERE.parent),
        },
        stdout=subprocess.PIPE,
    )
    with caller:
        assert caller.stdout.readline() == b"up\n"
        assert caller.stdout.readline() == b"up\n"
        assert len(processes_in(tmp_path)) == 3
        caller.kill()
    wait_for(lambda: not processes_in(tmp_path))
    wait_for(lambda: os.listdir(scratch) == [])


CALLER = """
import sys
from swimlanes import program
def show(text):
    sys.stdout.write(text)
    sys.stdout.flush()
program.run(sys.argv[1], on_output=show)
"""


def test_temporary_folder_is_removed(run, tmp_path, monkeypatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    run("print(1)", timeline=True)
    assert os.listdir(scratch) == []


def test_an_error_in_on_output_stops_the_program(run):
    def refuse(text):
        raise LookupError(text)

    with pytest.raises(LookupError):
        run("print(1)\nwhile True: pass", on_output=refuse)


def test_missing_file(tmp_path):
    with pytest.raises(ProgramError, match="there is no file"):
        program.run(tmp_path / "nothing.py")


def test_missing_interpreter(run):
    with pytest.raises(ProgramError, match="no Python '3.77' here; found: "):
        run("", python="3.77")


def test_listed_interpreter(run, monkeypatch):
    command = f"3.98={sys.executable} -X dev"
    monkeypatch.setenv("SWIMLANES_PYTHONS", f"3.99t=/nowhere/python;{command}")
    source = "import sys\nprint(sys.flags.dev_mode)"
    assert run(source, python="3.98").output == "True\n"
    with pytest.raises(ProgramError, match="No such file or directory"):
        run("", python="3.99t")


def test_missing_start_method(run):
    with pytest.raises(ProgramError, match="no start method 'threads'; it"):
        run("", start_method="threads")


def test_import_is_light():
    code = (
        "import swimlanes, sys; "
        "print([m for m in sys.modules if m.startswith('swimlanes.')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True
    )
    assert done.stdout == "[]\n"
