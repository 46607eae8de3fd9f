"""Recorded greenlets, bare and of gevent: a lane for each, none for the hub.

Each program runs under gevent in a process of its own, as it does in a
notebook.
"""

import signal

import pytest
from recording import run

pytest.importorskip("greenlet")


def inside(timeline):
    return [lane for lane in timeline.lanes if lane.kind == "greenlet"]


def whole(lane):
    """Tell whether the spans of a lane follow each other without a hole."""
    ends = [lane.start, *(span.end for span in lane.spans)]
    starts = [*(span.start for span in lane.spans), lane.end]
    return ends == pytest.approx(starts)


def test_bare_greenlets_are_switched_out_while_another_runs(tmp_path):
    timeline = run(
        tmp_path,
        """
        import time
        from greenlet import greenlet

        def ann():
            for _ in range(3):
                time.sleep(0.01)  # work
                second.switch()

        def ben():
            while True:
                time.sleep(0.01)  # work
                first.switch()

        first, second = greenlet(ann), greenlet(ben)
        first.switch()
        """,
    )
    names = [lane.name for lane in timeline.lanes]
    assert names == ["main", "main greenlet", "ann()", "ben()"]
    for name in "ann()", "ben()":
        lane = timeline.lane(name)
        assert lane.blocked_on["sleep"] > 0
        assert lane.suspended_on["switched out"] > 0.02
        assert lane.parent == 0
    assert timeline.lanes[timeline.lane("ann()").starter].name == (
        "main greenlet"
    )
    assert timeline.running_together("ann()", "ben()") == 0
    assert all(whole(lane) for lane in timeline.lanes)


def test_greenlets_of_a_second_thread(tmp_path):
    timeline = run(
        tmp_path,
        """
        import threading
        from greenlet import greenlet

        def work():
            pass

        thread = threading.Thread(target=lambda: greenlet(work).switch(),
                                  name="Ann")
        thread.start()
        thread.join()
        """,
    )
    lane = inside(timeline)[-1]
    assert timeline.lanes[lane.parent].name == "Ann"


def test_many_short_turns_are_added_up(tmp_path):
    timeline = run(
        tmp_path,
        """
        from greenlet import greenlet

        def ann():
            for _ in range(20_000):
                second.switch()

        def ben():
            while True:
                first.switch()

        first, second = greenlet(ann), greenlet(ben)
        first.switch()
        """,
    )
    log = next((tmp_path / "events").glob("*[0-9].jsonl")).read_text()
    assert log.count("\n") < 10_000
    assert all(whole(lane) for lane in timeline.lanes)


# --- gevent ----------------------------------------------------------------


@pytest.fixture
def gevent():
    return pytest.importorskip("gevent")


def test_waits_are_named_as_in_the_code(tmp_path, gevent):
    timeline = run(
        tmp_path,
        """
        from gevent import monkey
        monkey.patch_all()
        import queue, socket, threading, time
        import gevent
        from gevent.event import Event
        from gevent.lock import Semaphore
        from gevent.queue import Queue

        seats, bell, jobs = Semaphore(0), Event(), Queue()
        door, orders = threading.Lock(), queue.Queue()
        one, other = socket.socketpair()

        def visit():
            seats.acquire()
            bell.wait()
            jobs.get()
            with door:
                pass
            orders.get()
            one.recv(1)
            time.sleep(0.005)

        door.acquire()
        guest = gevent.spawn(visit)
        guest.name = "Ann"
        for act in (
            seats.release,
            bell.set,
            lambda: jobs.put(1),
            door.release,
            lambda: orders.put(1),
            lambda: other.send(b"x"),
        ):
            for _ in range(9):  # Ann comes to her next wait
                gevent.sleep(0)
            gevent.sleep(0.005)  # which is worth a name
            act()
        guest.join()
        """,
    )
    ann = timeline.lane("Ann")
    assert set(ann.suspended_on) - {"short waits"} == {
        "seats",
        "bell.wait",
        "jobs.get",
        "door",
        "orders.get",
        "one.recv",
        "sleep",
    }
    assert "join Ann" in timeline.lane("main greenlet").suspended_on
    assert timeline.lane("main").blocked_on["waiting for events"] > 0.005


def test_one_that_blocks_holds_up_those_whose_sleep_is_over(tmp_path, gevent):
    timeline = run(
        tmp_path,
        """
        import time
        import gevent

        def polite():
            gevent.sleep(0.01)

        def rude():
            time.sleep(0.1)  # not gevent's: it stops all greenlets

        gevent.joinall([gevent.spawn(polite), gevent.spawn(rude)])
        """,
    )
    assert timeline.lane("rude()").blocked_on["sleep"] > 0
    polite = timeline.lane("polite()")
    assert polite.queued > 0.05
    assert 0 < polite.suspended_on["sleep"] < 0.02
    main = timeline.lane("main greenlet")
    assert main.suspended_on["gevent.joinall"] > 0.05


def test_threads_that_gevent_makes_greenlets_of(tmp_path, gevent):
    timeline = run(
        tmp_path,
        """
        from gevent import monkey
        monkey.patch_all()
        import threading, time

        def work():
            with door:
                time.sleep(0.01)

        door = threading.Lock()
        pair = [threading.Thread(target=work, name=n) for n in ("Ann", "Ben")]
        for thread in pair:
            thread.start()
        for thread in pair:
            thread.join()
        """,
    )
    kinds = {lane.name: lane.kind for lane in timeline.lanes}
    assert kinds["Ann"] == kinds["Ben"] == "greenlet"
    assert [k for k in kinds.values() if k == "thread"] == []
    assert timeline.lane("Ben").suspended_on["door"] > 0.005
    thread, greenlet = timeline.lane("main"), timeline.lane("main greenlet")
    assert thread.end >= timeline.lane("Ben").end
    assert "join Ann" in greenlet.suspended_on
    assert "join Ann" not in thread.blocked_on


def test_spawned_later_is_suspended_till_then(tmp_path, gevent):
    timeline = run(
        tmp_path,
        """
        import gevent
        gevent.joinall([gevent.spawn_later(0.01, gevent.sleep, 0)])
        """,
    )
    lane = inside(timeline)[-1]
    assert lane.name == "sleep()"
    assert lane.suspended_on["spawn_later"] > 0


def test_a_program_that_is_killed_tells_who_waits_for_what(tmp_path, gevent):
    timeline = run(
        tmp_path,
        """
        import os, signal, time
        import gevent
        from gevent.event import Event

        def wait():
            bell.wait()

        def hang():
            end = time.monotonic() + 0.1
            while time.monotonic() < end:
                pass
            os.kill(os.getpid(), signal.SIGKILL)

        bell = Event()
        gevent.joinall([gevent.spawn(wait), gevent.spawn(hang)])
        """,
        check=-signal.SIGKILL,
    )
    assert timeline.lane("wait()").suspended_on["bell.wait"] > 0.09
    hang = timeline.lane("hang()")
    assert hang.end - hang.start - hang.queued > 0.09


def test_a_greenlet_that_only_lets_others_go_first_is_ready_again(
    tmp_path, gevent
):
    timeline = run(
        tmp_path,
        """
        import gevent

        def hop():
            for _ in range(3):
                gevent.sleep(0)  # only lets the others go first
                end = gevent.get_hub().loop.now() + 0.01
                while gevent.get_hub().loop.update_now() or (
                    gevent.get_hub().loop.now() < end
                ):
                    pass

        gevent.joinall([gevent.spawn(hop), gevent.spawn(hop)])
        """,
    )
    for name in "hop() 1", "hop() 2":
        lane = timeline.lane(name)
        assert lane.queued > 0.01 > lane.suspended


def test_a_greenlet_gets_no_name_by_being_recorded(tmp_path):
    pytest.importorskip("gevent")
    timeline = run(
        tmp_path,
        """
        import gevent

        greenlet = gevent.spawn(int)
        greenlet.join()
        print("Greenlet-" in repr(greenlet))
        """,
    )
    assert timeline.output == "False\n"
