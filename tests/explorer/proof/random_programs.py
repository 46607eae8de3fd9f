"""Small random programs that return what they have seen.

A program is two or three threads of a few statements over shared data in
the places where learners keep it, and over locks, semaphores, events,
conditions and queues.  Branches depend on values, so the order of the
threads decides what is done; some orders end in a deadlock or in an
exception.  The scenario returns its final values and what each thread has
observed: equal sets of such outcomes mean that two searches are equal.
"""

import linecache
import random
import re

HEADER = """\
import queue
import threading
import time
import types
from threading import Thread


class Box:
    shared = 0

    def __init__(self):
        self.kept = 0

    @property
    def value(self):
        return self.kept

    @value.setter
    def value(self, value):
        self.kept = value


class Slots:
    __slots__ = ("x", "y")

    def __init__(self):
        self.x = self.y = 0


total = 0


def scenario():
    global total
"""

FOOTER = """\
    threads = [Thread(target=work) for work in ({works},)]
    for thread in threads:
        thread.start()
{meanwhile}
    for thread in threads:
        thread.join()
    return repr(({finals},))
"""

# How to make each name, and how to tell its state at the end.  A program
# gets only the names that it uses, so that brute force stays possible.
NAMES = {
    "total": ("total = 0", "total"),
    "Box": ("Box.shared = 0", "Box.shared"),
    "count": ("count = 0", "count"),
    "box": ("box = Box()", "box.kept"),
    "alias": ("alias = box", None),
    "bag": (
        "bag = types.SimpleNamespace(inner=box, items=[0, 0])",
        "bag.items",
    ),
    "slots": ("slots = Slots()", "(slots.x, slots.y)"),
    "table": ('table = {"a": 0, "b": 0}', "table"),
    "row": ("row = [0, 0]", "row"),
    "nested": ('nested = {"row": [0, 0], "table": table}', "nested"),
    "names": ("names = set()", "sorted(names)"),
    "red": ("red = threading.Lock()", "red.locked()"),
    "blue": ("blue = threading.Lock()", "blue.locked()"),
    "own": ("own = threading.RLock()", None),
    "permits": ("permits = threading.Semaphore(1)", None),
    "gate": ("gate = threading.Event()", "gate.is_set()"),
    "ready": ("ready = threading.Condition()", None),
    "bounded": ("bounded = threading.BoundedSemaphore(1)", None),
    "line": ("line = threading.Barrier(2)", "line.broken"),
    "places": ("places = queue.Queue(maxsize=1)", "places.qsize()"),
    "start": ("start = time.monotonic()", None),
    "jobs": ("jobs = queue.Queue()", "jobs.qsize()"),
    "seen0": ("seen0 = []", "seen0"),
    "seen1": ("seen1 = []", "seen1"),
    "seen2": ("seen2 = []", "seen2"),
}
NEEDS = {"alias": "box", "bag": "box", "nested": "table"}

# Names that lead to the same place stand in one row: a program uses one
# or two rows, so that its threads meet.
PLACES = [
    ["total"],
    ["count"],
    ["box.kept", "alias.kept", "box.value", "bag.inner.kept"],
    ["Box.shared", "type(box).shared"],
    ["slots.x"],
    ["slots.y"],
    ["table['a']", "nested['table']['a']"],
    ["table['b']"],
    ["row[0]", "row[-2]"],
    ["row[1]"],
    ["nested['row'][0]"],
    ["bag.items[1]", "bag.items[-1]"],
]
WHOLES = [
    "len(names)",
    "len(row)",
    "list(row)",
    "sum(number for number in row)",
    "row == [0, 1]",
    "table == {'a': 1, 'b': 0}",
    "f'{box.kept} {total}'",
    "1 in row",
    "'Ada' in names",
    "[*table.values()]",
    "tuple(nested['row'])",
]


class Program:
    """Writes one program from a seed.

    seed: the same seed gives the same program on every Python.
    kinds: the kinds of statement in it; by default data and two others.
    size: the most statements of a thread.
    """

    def __init__(self, seed, kinds=None, size=3):
        self.dice = random.Random(seed)
        self.file = f"<random program {seed}>"
        rows = self.dice.sample(PLACES, self.dice.choice([1, 2, 2]))
        self.places = [place for row in rows for place in row]
        self.kinds = kinds or [*self.dice.sample(sorted(KINDS), 2), "data"]
        threads = self.dice.choice([2, 2, 2, 3])
        size = size if threads == 2 else size - 1
        lines = []
        for number in range(threads):
            body = []
            for _ in range(self.dice.randint(size - 1, size)):
                body += self.statement(number)
            lines += work(number, body)
        meanwhile = self.data(0) if self.dice.random() < 0.3 else []
        self.source = assemble(lines, threads, meanwhile)

    def statement(self, me):
        return KINDS[self.dice.choice(self.kinds)](self, me)

    def place(self):
        return self.dice.choice(self.places)

    def data(self, me):
        here, there = self.place(), self.place()
        number = self.dice.randint(1, 3)
        return self.dice.choice(
            [
                [f"{here} += {number}"],
                [f"{here} = {number}"],
                [f"{here} = {there} * 2 + {me + 1}"],
                [f"local = {here}", f"{there} = local + {me + 1}"],
                [f"seen{me}.append({here})"],
                [f"seen{me}.append(({here}, {there}))"],
                [f"if {here} == 0:", f"    {there} = {me + 5}"],
                [f"if {here} > {there}:", f"    seen{me}.append('more')"],
                [f"seen{me}.append({self.dice.choice(WHOLES)})"],
                ["names.add('Ada')", f"seen{me}.append(len(names))"],
            ]
        )

    def whole(self, me):
        """A container seen as a whole, against one of its items."""
        number = self.dice.randint(1, 3)
        return self.dice.choice(
            [
                [f"row[{number % 2}] = {number}"],
                [f"row[{number % 2}] += {number}"],
                [f"row.append({number})"],
                [f"table['c'] = {number}"],
                [f"table['a'] = {number}"],
                [f"seen{me}.append({self.dice.choice(WHOLES)})"],
                [f"seen{me}.append({self.dice.choice(WHOLES)})"],
            ]
        )

    def lock(self, me):
        first, second = self.dice.sample(["red", "blue", "own"], 2)
        if self.dice.random() < 0.5:
            inner = [f"with {second}:", *indent(1, self.data(me))]
            return [f"with {first}:", *indent(1, inner)]
        if self.dice.random() < 0.3:
            return [
                f"if {first}.acquire(blocking=False):",
                *indent(1, self.data(me)),
                f"    {first}.release()",
            ]
        return [f"with {first}:", *indent(1, self.data(me))]

    def semaphore(self, me):
        if self.dice.random() < 0.3:
            return [f"seen{me}.append(permits.acquire(blocking=False))"]
        lines = ["permits.acquire()", *self.data(me)]
        return lines + ["permits.release()"] * (self.dice.random() < 0.8)

    def event(self, me):
        return self.dice.choice(
            [
                ["gate.set()"],
                ["gate.set()", *self.data(me)],
                [*self.data(me), "gate.set()"],
                ["gate.clear()"],
                ["gate.wait()"],
                [f"seen{me}.append(gate.is_set())"],
                ["if gate.is_set():", *indent(1, self.data(me))],
            ]
        )

    def condition(self, me):
        here = self.place()
        word = self.dice.choice(["if", "while"])
        ring = self.dice.choice(["ready.notify()", "ready.notify_all()"])
        return self.dice.choice(
            [
                ["with ready:", f"    {here} += 1", f"    {ring}"],
                ["with ready:", f"    {ring}"],
                [
                    "with ready:",
                    f"    {word} {here} == 0:",
                    "        ready.wait()",
                    f"    {here} -= 1",
                ],
            ]
        )

    def queue(self, me):
        return self.dice.choice(
            [
                [f"jobs.put({me})"],
                [*self.data(me), f"jobs.put({me})"],
                [f"seen{me}.append(jobs.get())"],
                ["if not jobs.empty():", f"    seen{me}.append(jobs.get())"],
                [
                    "try:",
                    f"    seen{me}.append(jobs.get_nowait())",
                    "except queue.Empty:",
                    *indent(1, self.data(me)),
                ],
            ]
        )

    def time(self, me):
        here = self.place()
        seconds = self.dice.randint(1, 2)
        return self.dice.choice(
            [
                [f"time.sleep({seconds})", *self.data(me)],
                [f"seen{me}.append(gate.wait({seconds}))"],
                [f"seen{me}.append(round(time.monotonic() - start))"],
                [
                    "with ready:",
                    f"    seen{me}.append(ready.wait({seconds}))",
                    f"    {here} += 1",
                ],
                [
                    "try:",
                    f"    seen{me}.append(jobs.get(timeout={seconds}))",
                    "except queue.Empty:",
                    *indent(1, self.data(me)),
                ],
                [
                    f"if red.acquire(timeout={seconds}):",
                    *indent(1, self.data(me)),
                    "    red.release()",
                ],
            ]
        )

    def wrong(self, me):
        """What is given back may not be held, or by somebody else."""
        return self.dice.choice(
            [
                ["red.acquire()", *self.data(me)],
                [
                    "try:",
                    "    red.release()",
                    "except RuntimeError:",
                    *indent(1, self.data(me)),
                ],
                [f"seen{me}.append(red.locked())"],
                [
                    "try:",
                    "    bounded.release()",
                    "except ValueError:",
                    *indent(1, self.data(me)),
                ],
                ["bounded.acquire()", *self.data(me)],
            ]
        )

    def meeting(self, me):
        return self.dice.choice(
            [
                [f"seen{me}.append(line.wait())", *self.data(me)],
                [*self.data(me), "line.wait()"],
                ["line.abort()"],
                [f"seen{me}.append(line.n_waiting)"],
            ]
        )

    def places_for_jobs(self, me):
        return self.dice.choice(
            [
                [f"places.put({me})"],
                [f"seen{me}.append(places.get())"],
                [f"seen{me}.append(places.full())"],
                [
                    "try:",
                    f"    places.put_nowait({me})",
                    "except queue.Full:",
                    *indent(1, self.data(me)),
                ],
            ]
        )

    def check(self, me):
        """A check that fails in some orders, and ends everything."""
        return [f"assert {self.place()} < {self.dice.randint(2, 4)}"]

    def load(self):
        """Compile the program; return its scenario."""
        lines = self.source.splitlines(keepends=True)
        linecache.cache[self.file] = (
            len(self.source),
            None,
            lines,
            self.file,
        )
        namespace = {"__name__": "random_program"}
        exec(compile(self.source, self.file, "exec"), namespace)
        return namespace["scenario"]


KINDS = {
    "data": Program.data,
    "whole": Program.whole,
    "lock": Program.lock,
    "semaphore": Program.semaphore,
    "event": Program.event,
    "condition": Program.condition,
    "queue": Program.queue,
    "time": Program.time,
    "wrong": Program.wrong,
    "meeting": Program.meeting,
    "places": Program.places_for_jobs,
    "check": Program.check,
}


def work(number, body):
    """Put statements into a thread's function."""
    used = words(body)
    binding = [
        f"{kind} {name}"
        for kind, name in (("global", "total"), ("nonlocal", "count"))
        if name in used
    ]
    return indent(1, [f"def work{number}():", *indent(1, binding + body)])


def words(lines):
    return set(re.findall(r"\w+", "\n".join(lines)))


def assemble(lines, threads, meanwhile):
    """Put the threads' lines into a program that makes what they use."""
    used = words(lines + meanwhile)
    used |= {NEEDS[name] for name in used & set(NEEDS)}
    chosen = [name for name in NAMES if name in used]
    setup = indent(1, [NAMES[name][0] for name in chosen])
    finals = [NAMES[name][1] for name in chosen if NAMES[name][1]]
    works = ", ".join(f"work{number}" for number in range(threads))
    footer = FOOTER.format(
        works=works,
        finals=", ".join(finals),
        meanwhile="\n".join(indent(1, meanwhile)),
    )
    return HEADER + "\n".join([*setup, *lines, footer])


def indent(depth, lines):
    return ["    " * depth + line for line in lines]
