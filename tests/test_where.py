"""Where threads stood, from answers written by hand."""

import json

from swimlanes.where import positions

STACKS = """\
Thread 0x00007f01 (most recent call first):
  File "/usr/lib/python3.11/threading.py", line 9 in wait
  File "{folder}/shop.py", line 2 in sell
  File "{folder}/main.py", line 1 in work

Current thread 0x00007f02 [python3] (most recent call first):
  File "<frozen runpy>", line 3 in run
  File "{folder}/main.py", line 2 in <module>
"""


def answer(folder, pid, name, *threads):
    (folder / f"{pid}.stacks").touch()
    (folder / f"{pid}.json").write_text(json.dumps([name, threads]))


def test_processes_come_in_the_order_of_their_names(tmp_path):
    main = tmp_path / "main.py"
    main.write_text("first()\nsecond()\n")
    frames = [["/usr/lib/queue.py", 7], [str(main), 2]]
    answer(tmp_path, 1, "Process-10", ["MainThread", frames])
    answer(tmp_path, 2, "Process-2", ["MainThread", frames], ["idle", []])
    answer(tmp_path, 3, "MainProcess", ["MainThread", frames])
    assert positions(tmp_path, main) == [
        "MainProcess  MainThread  line 2: second()",
        "Process-2    MainThread  line 2: second()",
        "Process-10   MainThread  line 2: second()",
    ]


def test_bare_stacks_are_enough(tmp_path):
    main = tmp_path / "main.py"
    main.write_text("first()\nsecond()\n")
    (tmp_path / "shop.py").write_text("\nlock.acquire()\n")
    (tmp_path / "5.stacks").write_text(STACKS.format(folder=tmp_path))
    assert positions(tmp_path, main) == [
        "a process  MainThread  line 2: second()",
        "a process  thread 2    shop.py line 2: lock.acquire()",
    ]
