"""Recorded asyncio: each task has a lane, and one that blocks is seen."""

import asyncio
import selectors
import signal
import subprocess
import sys
import textwrap

import pytest
from recording import SOURCE, run
from test_magic import Kernel

from swimlanes import interpreters, record
from swimlanes._site import swimlanes_turns as turns

VERSIONS = [
    version
    for version in interpreters.available()
    if tuple(map(int, version.rstrip("t").split("."))) >= (3, 11)
]
EAGER = [v for v in VERSIONS if v != "3.11"]


def python(version):
    return interpreters.find(version)[0]


def inside(timeline):
    return [lane for lane in timeline.lanes if lane.kind == "task"]


def whole(lane):
    """Tell whether the spans of a lane follow each other without a hole."""
    ends = [lane.start, *(span.end for span in lane.spans)]
    starts = [*(span.start for span in lane.spans), lane.end]
    return ends == pytest.approx(starts)


# --- what blocks, what waits ----------------------------------------------

CAFE = """
    import asyncio, time

    async def polite():
        await asyncio.sleep(0.01)  # work

    async def rude():
        time.sleep(0.1)  # work that stops the loop

    async def main():
        async with asyncio.TaskGroup() as group:
            group.create_task(polite(), name="Ann")
            group.create_task(rude(), name="Ben")
            group.create_task(polite())

    asyncio.run(main())
"""


@pytest.mark.parametrize("version", VERSIONS)
def test_one_that_blocks_holds_up_all_the_others(tmp_path, version):
    timeline = run(tmp_path, CAFE, python=python(version))
    names = [lane.name for lane in timeline.lanes]
    assert names == ["main", "main()", "Ann", "Ben", "polite()"]
    ann, ben = timeline.lane("Ann"), timeline.lane("Ben")
    assert ben.blocked_on["sleep"] > 0
    assert "sleep" not in ben.suspended_on
    assert "sleep" not in ann.blocked_on
    assert ann.suspended_on["sleep"] > 0.005
    assert ann.queued > 0.05
    assert timeline.lane("polite()").queued > 0.05
    assert timeline.lane("main()").suspended_on["group end"] > 0.05
    assert timeline.running_together("Ann", "Ben") == 0
    assert all(whole(lane) for lane in timeline.lanes)


def test_lanes_stand_below_their_thread_and_know_who_started_them(tmp_path):
    timeline = run(tmp_path, CAFE)
    places = {
        lane.name: (lane.kind, lane.parent, lane.starter)
        for lane in timeline.lanes
    }
    assert places["main()"] == ("task", 0, 0)
    assert places["Ann"] == ("task", 0, 1)


WAITS = """
    import asyncio, threading

    async def visit(door, jobs, bell, seats, news, ready, friend, reader):
        await step_in(door)
        await jobs.get()
        await bell.wait()
        async with seats:
            pass
        async with news:
            await news.wait()
        await ready
        await friend
        await reader.readline()
        await asyncio.wait_for(jobs.join(), 60)
        loop = asyncio.get_running_loop()
        loop.call_soon(loop.call_later, 0.005, bell.through.set)
        await asyncio.to_thread(bell.through.wait)
        async for _ in steps():
            pass
        await asyncio.gather(asyncio.sleep(0.005))
        async with asyncio.TaskGroup() as crew:
            crew.create_task(asyncio.sleep(0.005))

    async def step_in(gate):
        async with gate:
            pass

    async def steps():
        await asyncio.sleep(0.005)
        yield 1

    async def notify(news):
        async with news:
            news.notify()

    async def main():
        door, jobs, bell = asyncio.Lock(), asyncio.Queue(), asyncio.Event()
        bell.through = threading.Event()
        seats, news = asyncio.Semaphore(0), asyncio.Condition()
        ready = asyncio.get_running_loop().create_future()
        reader = asyncio.StreamReader()
        gone = asyncio.Event()
        friend = asyncio.create_task(gone.wait(), name="Ben")
        await door.acquire()
        guest = asyncio.create_task(
            visit(door, jobs, bell, seats, news, ready, friend, reader),
            name="Ann",
        )
        for act in (
            door.release,
            lambda: jobs.put_nowait(1),
            bell.set,
            seats.release,
            lambda: asyncio.create_task(notify(news)),
            lambda: ready.set_result(1),
            gone.set,
            lambda: reader.feed_data(b"line\\n"),
            jobs.task_done,
        ):
            for _ in range(9):  # Ann comes to her next wait
                await asyncio.sleep(0)
            await asyncio.sleep(0.005)  # which is worth a name
            act()
        await guest

    asyncio.run(main())
"""


@pytest.mark.parametrize("version", VERSIONS)
def test_waits_are_named_as_in_the_code(tmp_path, version):
    timeline = run(tmp_path, WAITS, python=python(version))
    assert set(timeline.lane("Ann").suspended_on) - {"short waits"} == {
        "gate",
        "jobs.get",
        "bell.wait",
        "seats",
        "news.wait",
        "ready",
        "task Ben",
        "reader.readline",
        "wait_for jobs.join",
        "to_thread wait",
        "sleep",
        "gather",
        "crew end",
    }


def test_a_call_from_another_thread_that_comes_while_the_loop_is_held(
    tmp_path,
):
    timeline = run(
        tmp_path,
        """
        import asyncio, threading, time

        async def wait(answer):
            await answer

        async def hold(answer, loop, held):
            held.set()
            while not called.is_set():
                pass
            time.sleep(0.1)  # work that stops the loop

        def call(loop, held, answer):
            held.wait()
            loop.call_soon_threadsafe(answer.set_result, 1)
            called.set()

        async def main():
            loop = asyncio.get_running_loop()
            answer, held = loop.create_future(), threading.Event()
            threading.Thread(target=call, args=(loop, held, answer)).start()
            async with asyncio.TaskGroup() as group:
                group.create_task(wait(answer), name="Ann")
                group.create_task(hold(answer, loop, held), name="Ben")

        called = threading.Event()
        asyncio.run(main())
        """,
    )
    assert timeline.lane("Ann").queued > 0.09


def test_a_sleep_that_was_over_when_it_is_cancelled(tmp_path):
    timeline = run(
        tmp_path,
        """
        import asyncio, time

        async def tick():
            while True:
                await asyncio.sleep(0.02)

        async def main():
            clock = asyncio.create_task(tick(), name="clock")
            early = asyncio.create_task(asyncio.sleep(9), name="early")
            await asyncio.sleep(0)
            time.sleep(0.2)  # work that stops the loop
            clock.cancel()
            early.cancel()
            await asyncio.wait([clock, early])

        asyncio.run(main())
        """,
    )
    clock, early = timeline.lane("clock"), timeline.lane("early")
    assert clock.queued > 0.15
    assert 0.01 < clock.suspended_on["sleep"] < 0.1
    assert early.queued < 0.1
    assert early.suspended_on["sleep"] > 0.19


# --- which tasks, and their names ------------------------------------------


@pytest.mark.parametrize("version", EAGER)
def test_the_first_step_of_an_eager_task(tmp_path, version):
    timeline = run(
        tmp_path,
        """
        import asyncio, time

        async def quick():
            time.sleep(0.1)  # work

        async def slow():
            time.sleep(0.1)  # work
            await asyncio.gather(asyncio.create_task(quick(), name="Ben"))
            await asyncio.sleep(0.01)
            time.sleep(0.1)  # work

        async def main():
            loop = asyncio.get_running_loop()
            loop.set_task_factory(asyncio.eager_task_factory)
            time.sleep(0.1)  # work
            await asyncio.create_task(slow())

        asyncio.run(main())
        """,
        python=python(version),
    )
    names = [lane.name for lane in inside(timeline)]
    assert names == ["main()", "slow()", "Ben"]
    main, slow, ben = inside(timeline)
    assert main.queued > 0.15
    assert main.blocked_on["sleep"] > 0
    assert slow.queued > 0.05
    assert slow.blocked_on["sleep"] > 0
    assert slow.suspended_on["sleep"] > 0.005
    assert ben.blocked_on["sleep"] > 0
    assert timeline.lanes[ben.starter] is slow
    assert all(whole(lane) for lane in timeline.lanes)


def test_tasks_are_named_by_the_reader_or_after_their_coroutine(tmp_path):
    timeline = run(
        tmp_path,
        """
        import asyncio

        class Cook:
            async def boil(self):
                await asyncio.sleep(0)

        async def main():
            async def dish():
                await asyncio.sleep(0)

            async with asyncio.TaskGroup() as group:
                group.create_task(Cook().boil())
                group.create_task(dish())
                group.create_task(dish())
                group.create_task(dish(), name="soup")
                group.create_task(dish()).set_name("late")

        asyncio.run(main())
        """,
    )
    assert [lane.name for lane in inside(timeline)] == [
        "main()",
        "Cook.boil()",
        "dish() 1",
        "dish() 2",
        "soup",
        "late",
    ]


def test_tasks_that_asyncio_starts_for_its_own_use_are_not_told(tmp_path):
    timeline = run(
        tmp_path,
        """
        import asyncio

        async def serve(reader, writer):
            await reader.readline()
            writer.close()

        async def main():
            server = await asyncio.start_server(serve, "127.0.0.1", 0)
            async with server:
                address = server.sockets[0].getsockname()
                reader, writer = await asyncio.open_connection(*address)
                writer.write(b"hello\\n")
                await asyncio.wait_for(reader.read(), 60)
                writer.close()

        asyncio.run(main())
        """,
    )
    assert [lane.name for lane in inside(timeline)] == ["main()", "serve()"]


def test_loops_in_several_threads(tmp_path):
    timeline = run(
        tmp_path,
        """
        import asyncio, threading

        async def work(name):
            await asyncio.create_task(asyncio.sleep(0.01), name=name)

        loops = [
            threading.Thread(
                target=lambda n=n: asyncio.run(work(f"task {n}")),
                name=f"loop {n}",
            )
            for n in "AB"
        ]
        for thread in loops:
            thread.start()
        for thread in loops:
            thread.join()
        """,
    )
    for letter in "AB":
        thread = timeline.lanes[timeline.lane(f"task {letter}").parent]
        assert thread.name == f"loop {letter}"
        assert thread.blocked_on["waiting for events"] > 0.005


def test_a_task_that_is_made_before_its_loop_runs_elsewhere(tmp_path):
    timeline = run(
        tmp_path,
        """
        import asyncio, threading

        async def work():
            await asyncio.sleep(0.01)
            loop.stop()

        loop = asyncio.new_event_loop()
        task = loop.create_task(work(), name="Ann")
        thread = threading.Thread(target=loop.run_forever, name="looper")
        thread.start()
        thread.join()
        loop.close()
        """,
    )
    ann = timeline.lane("Ann")
    assert timeline.lanes[ann.parent].name == "looper"
    assert ann.suspended_on["sleep"] > 0.005


def test_tasks_written_in_python_and_a_call_that_is_no_step(tmp_path):
    timeline = run(
        tmp_path,
        """
        import asyncio

        async def nap():
            await asyncio.sleep(60)

        async def main():
            loop = asyncio.get_running_loop()
            for make in asyncio.Task, asyncio.tasks._PyTask:
                loop.set_task_factory(
                    lambda loop, coro, make=make, **options:
                    make(coro, loop=loop, **options)
                )
                task = asyncio.create_task(nap())
                loop.call_later(0.01, task.cancel)
                await asyncio.wait([task])

        asyncio.run(main())
        """,
    )
    for name in "nap() 1", "nap() 2":
        nap = timeline.lane(name)
        assert nap.suspended_on["sleep"] > 0
        assert nap.end < timeline.lane("main()").end


def test_a_thousand_tasks_are_told_in_part(tmp_path):
    timeline = run(
        tmp_path,
        """
        import asyncio

        async def main():
            await asyncio.gather(*(asyncio.sleep(0.01) for _ in range(999)))

        asyncio.run(main())
        """,
    )
    assert len(inside(timeline)) == turns.MOST_LANES
    assert f"only the first {turns.MOST_LANES} tasks are told" in str(timeline)


# --- many turns, and programs that do not end ------------------------------


def test_many_short_turns_are_added_up(tmp_path):
    timeline = run(
        tmp_path,
        """
        import asyncio

        async def pass_on(mine, other):
            for ball in range(20_000):
                await mine.get()
                other.put_nowait(ball)

        async def main():
            left, right = asyncio.Queue(), asyncio.Queue()
            left.put_nowait(0)
            async with asyncio.TaskGroup() as group:
                group.create_task(pass_on(left, right), name="Ann")
                group.create_task(pass_on(right, left), name="Ben")

        asyncio.run(main())
        """,
    )
    log = next((tmp_path / "events").glob("*[0-9].jsonl")).read_text()
    assert log.count("\n") < 10_000
    for lane in inside(timeline):
        assert whole(lane)
    ann = timeline.lane("Ann")
    assert ann.suspended + ann.queued > 0
    assert "short waits" in ann.suspended_on


def test_a_task_that_only_lets_others_go_first_is_ready_again(tmp_path):
    timeline = run(
        tmp_path,
        """
        import asyncio

        async def hop():
            for _ in range(5_000):
                await asyncio.sleep(0)

        async def main():
            await asyncio.gather(hop(), hop())

        asyncio.run(main())
        """,
    )
    for name in "hop() 1", "hop() 2":
        assert timeline.lane(name).suspended == 0
        assert timeline.lane(name).queued > 0


def test_a_deadlock_that_is_killed_tells_who_waits_for_what(tmp_path):
    timeline = run(
        tmp_path,
        """
        import asyncio, os, signal

        async def take(first, second, name, both):
            async with first:
                await both.wait()
                async with second:
                    pass

        async def main():
            left, right = asyncio.Lock(), asyncio.Lock()
            both = asyncio.Event()
            async with asyncio.TaskGroup() as group:
                group.create_task(take(left, right, "l", both), name="Ann")
                group.create_task(take(right, left, "r", both), name="Ben")
                asyncio.get_running_loop().call_soon(both.set)
                await asyncio.sleep(0.5)  # they are in the deadlock
                os.kill(os.getpid(), signal.SIGKILL)

        asyncio.run(main())
        """,
        check=-signal.SIGKILL,
    )
    assert "second" in timeline.lane("Ann").suspended_on
    assert "second" in timeline.lane("Ben").suspended_on


def test_a_turn_without_end_that_is_killed_tells_whose_it_was(tmp_path):
    timeline = run(
        tmp_path,
        """
        import asyncio, os, signal, time

        async def tick():
            while True:
                await asyncio.sleep(0.01)

        async def hang():
            end = time.monotonic() + 0.2
            while time.monotonic() < end:
                pass
            os.kill(os.getpid(), signal.SIGKILL)

        async def main():
            async with asyncio.TaskGroup() as group:
                group.create_task(tick(), name="Ann")
                await asyncio.sleep(0.1)
                group.create_task(hang(), name="Ben")
                group.create_task(tick(), name="Cem")

        asyncio.run(main())
        """,
        check=-signal.SIGKILL,
    )
    ben, ann, cem = map(timeline.lane, ("Ben", "Ann", "Cem"))
    assert ben.end - ben.start - ben.queued > 0.15
    assert ben.suspended == 0
    assert ann.queued > 0.1  # its sleep was over
    assert cem.queued > 0.15  # it never began


# --- in a cell, and when nothing is recorded -------------------------------


def test_asyncio_run_in_a_block_and_everything_is_as_before():
    async def main():
        await asyncio.create_task(asyncio.sleep(0.01), name="Ann")

    def state():
        loop, handle = asyncio.BaseEventLoop, asyncio.Handle
        selector = selectors.DefaultSelector
        return [vars(loop)[n] for n in ("call_soon", "create_task")] + [
            vars(loop)["call_soon_threadsafe"],
            vars(handle)["_run"],
            vars(selector)["select"],
        ]

    before = state()
    with record() as timeline:
        assert not set(state()) & set(before)
        asyncio.run(main())
    assert state() == before
    assert timeline.lane("Ann").suspended_on["sleep"] > 0.009


def test_a_block_inside_a_coroutine():
    async def main():
        with record() as timeline:
            await asyncio.create_task(asyncio.sleep(0.01), name="Ann")
        return timeline

    timeline = asyncio.run(main())
    assert [lane.name for lane in inside(timeline)] == [
        "test_a_block_inside_a_coroutine.main()".rpartition(".")[2],
        "Ann",
    ]
    assert timeline.lane("main()").suspended_on["task Ann"] > 0.005


def test_a_block_inside_a_block_has_its_own_timeline():
    async def main():
        with record() as outer:
            await asyncio.create_task(asyncio.sleep(0.01), name="Ann")
            with record() as inner:
                await asyncio.create_task(asyncio.sleep(0.01), name="Ben")
                for _ in range(9):
                    await asyncio.sleep(0)
        return outer, inner

    outer, inner = asyncio.run(main())
    assert [lane.name for lane in inside(inner)] == ["main()", "Ben"]
    assert [lane.name for lane in inside(outer)] == ["main()", "Ann", "Ben"]
    assert inner.lane("main()").spans[-1].state != "queued"
    for timeline in outer, inner:
        assert timeline.lane("Ben").suspended_on["sleep"] > 0.005
        assert all(whole(lane) for lane in timeline.lanes)
        for lane in inside(timeline):
            assert "unknown" not in {span.state for span in lane.spans}


@pytest.fixture(scope="module")
def cell(tmp_path_factory):
    """Run a cell in a real kernel; return the lines that it prints."""
    kernel = Kernel(tmp_path_factory.mktemp("book"))

    def run_cell(source, when_printed=None):
        printed = ""

        def show(message):
            nonlocal printed, when_printed
            assert message["msg_type"] != "error", message["content"]
            if message["msg_type"] == "stream":
                printed += message["content"]["text"]
                if when_printed is not None:
                    when_printed(kernel.client)
                    when_printed = None

        kernel.client.execute_interactive(
            textwrap.dedent(source), output_hook=show, timeout=60
        )
        return printed.splitlines()

    yield run_cell
    kernel.stop()


def test_a_cell_with_await_shows_its_own_tasks(cell):
    lanes, *facts = cell(
        """
        import asyncio, threading, time
        from swimlanes import record

        async def tea(lock):
            async with lock:
                await asyncio.sleep(0.02)

        async def serve(reader, writer):
            await reader.readline()
            writer.close()

        with record() as timeline:
            lock = asyncio.Lock()
            async with asyncio.TaskGroup() as group:
                group.create_task(tea(lock), name="Ann")
                group.create_task(tea(lock), name="Ben")
            server = await asyncio.start_server(serve, "127.0.0.1", 0)
            reader, writer = await asyncio.open_connection(
                *server.sockets[0].getsockname())
            writer.write(b"hello\\n")
            await reader.read()
            writer.close()
            server.close()
            await asyncio.to_thread(time.sleep, 0.001)
        print([lane.name for lane in timeline.lanes if lane.kind != "thread"])
        print(timeline.lane("Ben").suspended_on["lock"] > 0.01)
        print(timeline.lane("cell").suspended_on["group end"] > 0.03)
        """
    )
    assert lanes == "['main', 'cell', 'Ann', 'Ben', 'serve()']"
    assert facts == ["True", "True"]


def test_what_the_kernel_does_meanwhile_is_not_told(cell):
    printed = cell(
        """
        import asyncio
        from swimlanes import record
        with record() as timeline:
            print("waiting", flush=True)
            await asyncio.sleep(0.5)  # the kernel answers others meanwhile
        print([lane.name for lane in timeline.lanes])
        """,
        lambda client: client.complete("pri"),
    )
    assert printed == ["waiting", "['main', 'cell']"]


def test_a_cell_without_tasks_has_no_lane_for_itself(cell):
    printed = cell(
        """
        import threading, time
        from swimlanes import record
        with record() as timeline:
            ann = threading.Thread(
                target=time.sleep, args=(0.01,), name="Ann")
            ann.start()
            ann.join()
        print([lane.name for lane in timeline.lanes])
        """
    )
    assert printed == ["['main', 'Ann']"]


def test_a_task_of_an_earlier_cell_that_still_runs(cell):
    cell(
        """
        import asyncio
        async def tick():
            while True:
                await asyncio.sleep(0.001)
        task = asyncio.create_task(tick(), name="still there")
        """
    )
    printed = cell(
        """
        from swimlanes import record
        with record() as timeline:
            await asyncio.sleep(0.02)
        task.cancel()
        print([lane.name for lane in timeline.lanes])
        """
    )
    assert printed == ["['main', 'still there', 'cell']"]


def test_asyncio_is_not_imported_for_nothing(tmp_path):
    timeline = run(
        tmp_path,
        "import sys; print({'asyncio', 'swimlanes_loop'} & {*sys.modules})",
    )
    assert timeline.output == "set()\n"
    code = (
        "import sys, swimlanes; swimlanes.record;"
        "assert not {'asyncio'} & {*sys.modules}"
    )
    subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        env={"PYTHONPATH": str(SOURCE.parent)},
    )
