"""Every way in which Python code touches shared data must be visible.

Each case loses an update, or sees half of one, through one construct of the
language.  A construct that went unseen would end in "every interleaving
checked": the one thing that must never be said wrongly.
"""

import collections
import concurrent.futures
import configparser
import contextlib
import contextvars
import dataclasses
import functools
import itertools
import math
import operator
import os
import pathlib
import random
import sched
import tempfile
import time
import types
import weakref
from queue import Queue
from threading import Lock, Thread

import pytest

from swimlanes.explorer import explore, replay

from .proof.classics.case import together


class Box:
    total = 0

    def __init__(self, value=0):
        self.value = value


class Slotted:
    __slots__ = ("value",)


class Guarded:
    def __init__(self):
        self._value = 0

    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, new):
        self._value = new


class Descriptor:
    def __get__(self, instance, owner):
        return instance.hidden

    def __set__(self, instance, value):
        instance.hidden = value


class Described:
    value = Descriptor()


class Mangled:
    def __init__(self):
        self.__value = 0

    def add(self):
        self.__value += 1

    def read(self):
        return self.__value


@dataclasses.dataclass
class Point:
    x: int = 0
    y: int = 0


PLACE = tempfile.TemporaryDirectory()
counter = 0


def attribute():
    box = Box()

    def add():
        box.value += 1

    together(add, add)
    assert box.value == 2


def attribute_in_two_steps():
    box = Box()

    def add():
        value = box.value
        box.value = value + 1

    together(add, add)
    assert box.value == 2


def alias():
    box = Box()
    shelf = [box]

    def add():
        box.value += 1

    def add_through_shelf():
        shelf[0].value += 1

    together(add, add_through_shelf)
    assert box.value == 2


def dictionary_of_attributes():
    box = Box()

    def add():
        box.value += 1

    def add_in_dict():
        box.__dict__["value"] += 1

    together(add, add_in_dict)
    assert box.value == 2


def vars_of_attributes():
    box = Box()

    def add():
        vars(box)["value"] += 1

    together(add, add)
    assert box.value == 2


def slot():
    box = Slotted()
    box.value = 0

    def add():
        box.value += 1

    together(add, add)
    assert box.value == 2


def prop():
    box = Guarded()

    def add():
        box.value += 1

    together(add, add)
    assert box.value == 2


def descriptor():
    box = Described()
    box.value = 0

    def add():
        box.value += 1

    together(add, add)
    assert box.value == 2


def mangled():
    box = Mangled()
    together(box.add, box.add)
    assert box.read() == 2


def class_attribute():
    Box.total = 0

    def add():
        Box.total += 1

    together(add, add)
    assert Box.total == 2


def class_attribute_through_instance():
    Box.total = 0
    box = Box()

    def show():
        Box.total = box.total + 1

    together(show, show)
    assert Box.total == 2


def function_attribute():
    def add():
        add.count += 1

    add.count = 0
    together(add, add)
    assert add.count == 2


def module_global():
    global counter
    counter = 0

    def add():
        global counter
        counter += 1

    together(add, add)
    assert counter == 2


def closure():
    total = 0

    def add():
        nonlocal total
        total += 1

    together(add, add)
    assert total == 2


def closure_in_loop():
    seen = []
    threads = []
    for number in range(2):
        show = lambda: seen.append(number)  # noqa: B023, E731
        threads.append(Thread(target=show))
        threads[-1].start()
    for thread in threads:
        thread.join()
    assert seen == [0, 1]


def default_argument():
    def add(total=[0]):  # noqa: B006 - shared on purpose
        total[0] += 1
        return total

    together(add, add)
    assert add([0]) and add.__defaults__[0][0] == 2


def item():
    totals = {"a": 0}

    def add():
        totals["a"] += 1

    together(add, add)
    assert totals["a"] == 2


def item_of_list():
    totals = [0, 0]

    def add():
        totals[-1] += 1

    together(add, add)
    assert totals[1] == 2


def item_of_nested_list():
    grid = [[0], [0]]

    def add():
        grid[0][0] += 1

    together(add, add)
    assert grid[0][0] == 2


def missing_item():
    totals = collections.defaultdict(int)

    def add():
        totals["a"] += 1

    together(add, add)
    assert totals["a"] == 2


def counted():
    totals = collections.Counter()

    def add():
        totals["a"] += 1

    together(add, add)
    assert totals["a"] == 2


def membership():
    made = []
    cache = {}

    def make():
        if "key" not in cache:
            made.append(1)
            cache["key"] = 1

    together(make, make)
    assert len(made) == 1


def membership_in_set():
    seen, first = set(), []

    def visit():
        if 1 not in seen:
            seen.add(1)
            first.append(1)

    together(visit, visit)
    assert len(first) == 1


def length():
    items = []

    def add():
        if len(items) == 0:
            items.append(1)

    together(add, add)
    assert len(items) == 1


def truth():
    items = []

    def add():
        if not items:
            items.append(1)

    together(add, add)
    assert len(items) == 1


def truth_in_and():
    items = []

    def add():
        empty = items or "empty"
        if empty == "empty":
            items.append(1)

    together(add, add)
    assert len(items) == 1


def equality():
    items = []

    def add():
        if items == []:
            items.append(1)

    together(add, add)
    assert len(items) == 1


def equality_of_nested():
    inner = []
    outer = [inner]

    def add():
        if outer == [[]]:
            inner.append(1)

    together(add, add)
    assert len(inner) == 1


def equality_in_chain():
    items = []

    def add():
        if [] == items == []:
            items.append(1)

    together(add, add)
    assert len(items) == 1


def equality_of_dataclasses():
    point, moves = Point(), []

    def move():
        if point == Point():
            point.x = 1
            moves.append(1)

    together(move, move)
    assert len(moves) == 1


def text():
    items, texts = [0], []

    def show():
        texts.append(f"{items}")
        items[0] = 1

    together(show, show)
    assert sorted(texts) == ["[0]", "[1]"]


def text_by_percent():
    items, texts = [0], []

    def show():
        texts.append("%s" % items)  # noqa: UP031
        items[0] = 1

    together(show, show)
    assert sorted(texts) == ["[0]", "[1]"]


def text_by_function():
    items, texts = [0], []

    def show():
        texts.append(repr(items))
        items[0] = 1

    together(show, show)
    assert sorted(texts) == ["[0]", "[1]"]


def unpacking():
    pair, seen = [0, 0], []

    def write():
        pair[0] = 1
        pair[1] = 1

    def read():
        left, right = pair
        seen.append(left == right)

    together(write, read)
    assert seen == [True]


def unpacking_in_a_loop():
    pair, seen = [0, 0], []
    pairs = (pair,)

    def write():
        pair[0] = 1
        pair[1] = 1

    def read():
        for left, right in pairs:
            seen.append(left == right)

    together(write, read)
    assert seen == [True]


def star_arguments():
    pair, seen = [0, 0], []

    def compare(left, right):
        seen.append(left == right)

    def write():
        pair[0] = 1
        pair[1] = 1

    def read():
        compare(*pair)

    together(write, read)
    assert seen == [True]


def star_keywords():
    pair, seen = {"left": 0, "right": 0}, []

    def compare(left, right):
        seen.append(left == right)

    def write():
        pair["left"] = 1
        pair["right"] = 1

    together(write, lambda: compare(**pair))
    assert seen == [True]


def star_display():
    pair, seen = [0, 0], []

    def write():
        pair[0] = 1
        pair[1] = 1

    def read():
        copy = [*pair]
        seen.append(copy[0] == copy[1])

    together(write, read)
    assert seen == [True]


def iteration():
    items, sums = [1, 1], []

    def write():
        items[0] = 2
        items[1] = 2

    def read():
        total = 0
        for value in items:
            total += value
        sums.append(total)

    together(write, read)
    assert sums in ([2], [4])


def iteration_over_changing():
    items = {"a": 1}

    def write():
        items["b"] = 2

    def read():
        for _ in items:
            pass

    together(write, read)


def view():
    items, seen = {"a": 0, "b": 0}, []

    def write():
        items["a"] = 1
        items["b"] = 1

    def read():
        seen.append(sum(items.values()))

    together(write, read)
    assert seen in ([0], [2])


def view_kept():
    items, seen = {"a": 0}, []
    values = items.values()

    def write():
        items["a"] = 1

    def read():
        seen.append(list(values))

    together(write, read)
    assert seen == [[1]]


def comprehension():
    items, sums = [1, 1], []

    def write():
        items[0] = 2
        items[1] = 2

    def read():
        sums.append(sum([value for value in items]))  # noqa: C416

    together(write, read)
    assert sums in ([2], [4])


def generator_expression():
    items, sums = [1, 1], []

    def write():
        items[0] = 2
        items[1] = 2

    def read():
        sums.append(sum(value for value in items))

    together(write, read)
    assert sums in ([2], [4])


def enumerated():
    items, sums = [1, 1], []

    def write():
        items[0] = 2
        items[1] = 2

    def read():
        total = 0
        for _, value in enumerate(items):
            total += value
        sums.append(total)

    together(write, read)
    assert sums in ([2], [4])


def mapped():
    items, sums = [1, 1], []

    def write():
        items[0] = 2
        items[1] = 2

    def read():
        sums.append(sum(map(abs, items)))

    together(write, read)
    assert sums in ([2], [4])


def moves(accounts, look, total):
    """One is taken from the first and given to the second meanwhile."""
    seen = []

    def move():
        accounts[0] -= 1
        accounts[1] += 1

    together(move, lambda: seen.append(look(accounts)))
    assert seen == [total]


def moves_inside(rows, look, total):
    seen = []

    def move():
        rows[0].remove(1)
        rows[1].append(1)

    together(move, lambda: seen.append(look(rows)))
    assert seen == [total]


def reduced():
    moves([5, 5], lambda xs: functools.reduce(operator.add, xs), 10)


def reduced_by_a_function():
    moves([5, 5], lambda xs: functools.reduce(lambda a, b: a + b, xs), 10)


def added_up_by_math():
    moves([5, 5], math.fsum, 10)


def read_by_dataclasses(look):
    point, seen = Point(5, 5), []

    def move():
        point.x -= 1
        point.y += 1

    together(move, lambda: seen.append(look(point)))
    assert seen == [(5, 5)] or seen == [(4, 6)]


def as_tuple():
    read_by_dataclasses(dataclasses.astuple)


def as_dict():
    read_by_dataclasses(lambda p: tuple(dataclasses.asdict(p).values()))


def replaced():
    def copy(point):
        point = dataclasses.replace(point)
        return point.x, point.y

    read_by_dataclasses(copy)


def method_mapped():
    prices = {0: 5, 1: 5}
    moves(prices, lambda d: sum(map(d.get, (0, 1))), 10)


def builtin_mapped():
    moves_inside([[1, 1], [1]], lambda rows: sum(map(len, rows)), 3)


def called_until(go_through):
    """One takes all up to the zero, which the other may take away."""
    items = [0, 1, 2]
    together(
        lambda: go_through(iter(items.pop, 0)),
        lambda: len(items) == 3 and items.pop(),
    )


def builtin_called_until():
    called_until(lambda items: [2 * item for item in items])


def builtin_called_until_in_a_list():
    called_until(list)


def library_calls_builtin(give):
    """A library calls a builtin between a look and what follows from it."""
    items = []

    def look_and_add():
        size = len(items)
        items.append(size)

    together(lambda: give(items.append), look_and_add)
    assert items != ["here", 0]


def exit_stack_calls_builtin():
    def leave(method):
        with contextlib.ExitStack() as stack:
            stack.callback(method, "here")

    library_calls_builtin(leave)


def scheduler_calls_builtin():
    def run(method):
        plan = sched.scheduler(time.monotonic, time.sleep)
        plan.enter(0, 1, method, ("here",))
        plan.run()

    library_calls_builtin(run)


def context_calls_builtin():
    library_calls_builtin(
        lambda method: contextvars.copy_context().run(method, "here")
    )


def builtin_as_factory():
    numbers = [1, 2]
    tickets = collections.defaultdict(numbers.pop)

    def take_last():
        if len(numbers) == 2:
            assert numbers.pop() == 2

    together(lambda: tickets["ann"], take_last)


def type_mapped():
    moves_inside(
        [[1], []], lambda rows: sum(len(r) for r in map(tuple, rows)), 1
    )


def cache_mapped():
    calls = []

    @functools.cache
    def load(key):
        calls.append(key)
        return key

    together(*[lambda: list(map(load, (1,)))] * 2)
    assert calls == [1]


def method_filters():
    known, seen = {1}, []

    def move():
        known.discard(1)
        known.add(2)

    def look():
        seen.extend(filter(known.__contains__, (1, 2)))

    together(move, look)
    assert len(seen) == 1


def builtin_as_key():
    rows, seen = [[1, 1], [1]], []

    def move():
        rows[0].clear()
        rows[1].extend((1, 1))

    together(move, lambda: seen.append(len(max(rows, key=len))))
    assert seen[0] >= 2


def method_as_key():
    ranks, seen = {"a": 2, "b": 1}, []

    def swap():
        ranks["a"] = 0
        ranks["b"] = -1

    together(swap, lambda: seen.append(sorted("ab", key=ranks.get)))
    assert seen == [["b", "a"]]


def counted_inside():
    moves_inside([[1], []], lambda rows: rows.count([1]), 1)


def dictionary_of_keys():
    moves([2, 1], lambda xs: len(dict.fromkeys(xs)), 2)


def chained():
    def look(rows):
        return sum(itertools.chain.from_iterable(rows))

    moves_inside([[1], []], look, 1)


def starmapped():
    pairs, seen = [[1, 1]], []

    def change():
        pairs[0][0] = 2
        pairs[0][1] = 2

    together(change, lambda: seen.extend(itertools.starmap(pow, pairs)))
    assert seen in ([1], [4])


def deletion():
    items = {"a": 1}

    def remove():
        if "a" in items:
            del items["a"]

    together(remove, remove)


def deletion_of_attribute():
    box = Box()

    def remove():
        if hasattr(box, "value"):
            del box.value

    together(remove, remove)


def slice_read():
    items, seen = [0, 0], []

    def write():
        items[0] = 1
        items[1] = 1

    def read():
        seen.append(items[:])

    together(write, read)
    assert seen in ([[0, 0]], [[1, 1]])


def slice_written():
    items = [0]

    def add():
        value = items[0]
        items[:] = [value + 1]

    together(add, add)
    assert items == [2]


def walrus():
    box, seen = Box(), []

    def add():
        if (value := box.value) == 0:
            box.value = value + 1
            seen.append(value)

    together(add, add)
    assert len(seen) == 1


def match_statement():
    point, moves = Point(), []

    def move():
        match point:
            case Point(x=0):
                point.x = 1
                moves.append(1)

    together(move, move)
    assert len(moves) == 1


def match_on_list():
    items = []

    def add():
        match items:
            case []:
                items.append(1)

    together(add, add)
    assert len(items) == 1


def in_place_on_list():
    items, seen = [], []

    def add():
        mine = items
        seen.append(len(mine))
        mine += [1]

    together(add, add)
    assert sorted(seen) == [0, 1]


def set_by_function():
    box = types.SimpleNamespace(value=0)

    def add():
        setattr(box, "value", getattr(box, "value") + 1)  # noqa: B009, B010

    together(add, add)
    assert box.value == 2


def decorated():
    box = Box()

    def twice(function):
        def wrapper():
            return function()

        return wrapper

    @twice
    def add():
        box.value += 1

    together(add, add)
    assert box.value == 2


def generator_shared():
    def numbers():
        number = 0
        while True:
            number += 1
            yield number

    source, seen = numbers(), []

    def take():
        seen.append(next(source))

    together(take, take)


def iterator_shared():
    source, seen = iter([1, 2]), []

    def take():
        seen.append(next(source))

    together(take, take)
    assert seen == [1, 2]


def iterator_used_up():
    source, seen = iter([1, 2]), {}

    def take(name):
        seen[name] = list(source)

    together(lambda: take("a"), lambda: take("b"))
    assert seen["a"] == [1, 2]


def builtin_as_target():
    items = []

    threads = [Thread(target=items.append, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert items == [0, 1]


def builtin_in_a_pool():
    items = []
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for number in range(2):
            pool.submit(items.append, number)
    assert items == [0, 1]


def partial_of_a_builtin():
    items = []
    together(*[functools.partial(items.append, n) for n in range(2)])
    assert items == [0, 1]


def partial_of_a_sleep():
    items, nap = [], functools.partial(time.sleep, 1)

    def late():
        nap()
        items.append(1)

    together(late, lambda: items.append(0))
    assert items == [0, 1]


def cached():
    calls = []

    @functools.cache
    def load():
        calls.append(1)
        return len(calls)

    together(load, load)
    assert len(calls) == 1


def cached_property():
    calls = []

    class Lazy:
        @functools.cached_property
        def value(self):
            calls.append(1)
            return len(calls)

    lazy = Lazy()

    def read():
        assert lazy.value

    together(read, read)
    assert len(calls) == 1


def spin_on_nested():
    inner = [0]
    outer = ([9], inner)

    def wait():
        while outer == ([9], [0]):
            pass
        assert inner != [1]

    def write():
        inner[0] = 1

    together(wait, write)


def shuffled():
    items = [1, 2]
    seen = []

    def shuffle():
        random.Random(1).shuffle(items)

    def look_twice():
        seen.append(items[0])
        seen.append(items[0])

    together(shuffle, look_twice)
    assert seen[0] == seen[1]


def in_a_lambda():
    box = Box()
    together(*[lambda: setattr(box, "value", box.value + 1)] * 2)
    assert box.value == 2


def class_in_a_scenario():
    class Local:
        def __init__(self):
            self.value = 0

        def add(self):
            self.value += 1

    box = Local()
    together(box.add, box.add)
    assert box.value == 2


def stop_iteration_in_try():
    box = Box()

    def add():
        try:
            box.value += 1
        finally:
            pass

    together(add, add)
    assert box.value == 2


def user_dict():
    items = collections.UserDict(n=0)

    def add():
        items["n"] += 1

    together(add, add)
    assert items["n"] == 2


def user_dict_checked():
    items, made = collections.UserDict(), []

    def make():
        if "key" not in items:
            items["key"] = 1
            made.append(1)

    together(make, make)
    assert len(made) == 1


def user_dict_setdefault_and_pop():
    items, taken = collections.UserDict(n=1), []

    def take():
        if items.get("n"):
            taken.append(items.pop("n"))

    together(take, take)


def user_dict_view():
    items, seen = collections.UserDict(n=0), []

    def write():
        items["n"] = 1
        items["n"] = 2

    together(write, lambda: seen.extend(items.values()))
    assert seen != [1]


def user_dict_with_a_method():
    class Counts(collections.UserDict):
        def __getitem__(self, key):
            return super().__getitem__(key)

    items = Counts(n=0)

    def add():
        items["n"] += 1

    together(add, add)
    assert items["n"] == 2


def user_list_emptiness():
    items, made = collections.UserList(), []

    def make():
        if not items:
            items.append(1)
            made.append(1)

    together(make, make)
    assert len(made) == 1


def user_list_inplace():
    items, seen = collections.UserList(), []

    def write():
        nonlocal items
        items += [1]
        items += [2]

    together(write, lambda: seen.append(len(items)))
    assert seen != [1]


def user_list_iterated():
    items, sums = collections.UserList([1, 1]), []

    def write():
        items[0] = 2
        items[1] = 2

    def read():
        total = 0
        for item in items:
            total += item
        sums.append(total)

    together(write, read)
    assert sums[0] in (2, 4)


def chain_map():
    items = collections.ChainMap({"n": 0})

    def add():
        items["n"] += 1

    together(add, add)
    assert items["n"] == 2


def weak_dictionary():
    cache, made, keep = weakref.WeakValueDictionary(), [], []

    def get():
        if cache.get("key") is None:
            box = Box()
            keep.append(box)
            cache["key"] = box
            made.append(1)

    together(get, get)
    assert len(made) == 1


def configuration():
    config = configparser.ConfigParser()
    config["part"] = {"n": "0"}

    def add():
        config["part"]["n"] = str(int(config["part"]["n"]) + 1)

    together(add, add)
    assert config["part"]["n"] == "2"


def environment():
    os.environ["SWIMLANES_N"] = "0"

    def add():
        os.environ["SWIMLANES_N"] = str(int(os.environ["SWIMLANES_N"]) + 1)

    together(add, add)
    assert os.environ["SWIMLANES_N"] == "2"


def counter_in_a_file():
    path = os.path.join(PLACE.name, "counter")
    with open(path, "w") as file:
        file.write("0")

    def add():
        with open(path) as file:
            value = int(file.read())
        with open(path, "w") as file:
            file.write(str(value + 1))

    together(add, add)
    with open(path) as file:
        assert next(file) == "2"


def file_made_twice():
    path = pathlib.Path(PLACE.name, "made")
    path.unlink(missing_ok=True)
    made = []

    def make():
        if not path.exists():
            path.write_text("")
            made.append(1)

    together(make, make)
    assert len(made) == 1


def read_only_view():
    items, seen = {"n": 0}, []
    shown = types.MappingProxyType(items)

    def add():
        items["n"] = 1
        items["n"] = 2

    together(add, lambda: seen.append(shown["n"]))
    assert seen != [1]


CASES = [
    value
    for value in list(globals().values())
    if isinstance(value, types.FunctionType)
    and value.__code__.co_filename == __file__
    and value is not together
    and not value.__code__.co_argcount
]


@pytest.mark.parametrize("scenario", CASES, ids=lambda f: f.__name__)
def test_race_is_found_and_replayed(scenario):
    verdict = explore(scenario, seconds=30)
    assert verdict.kind == "failure", str(verdict)
    assert verdict.failure.kind in ("assertion", "exception")
    assert verdict.preemptions <= 2
    again = replay(scenario, verdict.schedule)
    assert again.failure.message == verdict.failure.message
    assert again.failure.line == verdict.failure.line


def test_a_guarded_container_of_a_library_is_verified():
    def scenario():
        items, lock = collections.UserDict(n=0), Lock()

        def add():
            with lock:
                items["n"] += 1

        together(add, add)
        assert items["n"] == 2

    assert explore(scenario).kind == "every"


class Account:
    def __init__(self, balance):
        self.balance, self.lock = balance, Lock()

    def look(self):
        with self.lock:
            return self.balance

    def add(self, amount):
        with self.lock:
            self.balance += amount


@pytest.mark.parametrize(
    "add_up",
    [
        lambda accounts: sum(map(Account.look, accounts)),
        lambda accounts: sum(filter(None, map(Account.look, accounts))),
        lambda accounts: max(list(map(Account.look, accounts)), default=0) + 1,
    ],
)
def test_what_waits_inside_of_map_is_verified(add_up):
    def scenario():
        accounts, totals = [Account(1), Account(2)], []
        together(
            lambda: totals.append(add_up(accounts)),
            lambda: accounts[0].add(5),
        )
        assert totals[0] in (3, 7, 8)

    assert explore(scenario).kind == "every"


@pytest.mark.parametrize("gather", [list, set, tuple, sorted])
@pytest.mark.parametrize("end", [None, []])
def test_a_queue_that_is_gone_through_to_its_end_is_verified(gather, end):
    def scenario():
        queue = Queue()
        feeder = Thread(target=lambda: list(map(queue.put, (1, end))))
        feeder.start()
        assert gather(iter(queue.get, end)) == gather([1])
        feeder.join()

    assert explore(scenario).kind == "every"


@dataclasses.dataclass
class Purse:
    name: str
    coins: int = 1
    lock: Lock = dataclasses.field(default_factory=Lock, compare=False)


@contextlib.contextmanager
def locked(*purses):
    with contextlib.ExitStack() as stack:
        for purse in sorted(purses, key=lambda purse: purse.name):
            stack.enter_context(purse.lock)
        yield


def sorted_by_a_key():
    one, other = Purse("one"), Purse("other")

    def give(giver, taker):
        with locked(giver, taker):
            giver.coins -= 1
            taker.coins += 1

    together(lambda: give(one, other), lambda: give(other, one))
    assert one.coins == other.coins == 1


def number_of_items():
    rows, lock = [0, 0], Lock()

    def add(number):
        after = (number + 1) % len(rows)
        with lock:
            rows[number] += 1
            rows[after] += 1

    together(lambda: add(0), lambda: add(1))
    assert rows == [2, 2]


TABLE = Lock()  # made before the search


def test_an_exit_stack_enters_a_lock_made_before_the_search():
    def scenario():
        counts = [0]

        def add():
            with contextlib.ExitStack() as stack:
                stack.enter_context(TABLE)
                counts[0] += 1

        together(add, add)
        assert counts == [2]

    assert explore(scenario).kind == "every"


@pytest.mark.parametrize("scenario", [sorted_by_a_key, number_of_items])
def test_no_switch_is_tried_where_nothing_is_shared(scenario):
    """Neither a length nor what is sorted by a key reads what items hold."""
    verdict = explore(scenario)
    assert verdict.kind == "every"
    assert verdict.schedules <= 4


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.append(1),
        lambda rows: rows.__delitem__(0),
        lambda rows: rows.__setitem__(slice(0, 1), ()),
        lambda rows: rows.__iadd__([1]),
        lambda rows: rows.clear(),
    ],
)
def test_a_length_changes_with_the_number_of_items(change):
    def scenario():
        rows, lengths = [0, 0], []
        together(
            lambda: lengths.extend((len(rows), len(rows))),
            lambda: change(rows),
        )
        assert lengths[0] == lengths[1]

    verdict = explore(scenario)
    assert verdict.failure.kind == "assertion"


def test_files_are_watched_but_not_all_is_seen():
    def scenario():
        path, lock = os.path.join(PLACE.name, "log"), Lock()

        def add():
            with lock, open(path, "a") as file:
                print("+", file=file)

        together(add, add)

    verdict = explore(scenario)
    assert verdict.kind == "bounded"
    assert "files" in verdict.reason


class Closing:
    def __init__(self, closed):
        self.closed = closed

    def __del__(self):
        self.closed.append(1)


def weak_reference():
    box = Box()
    known = weakref.ref(box)
    together(lambda: known())


def weak_cache():
    cache = weakref.WeakValueDictionary()
    together(lambda: "key" in cache)


def finalizer():
    weakref.finalize(Box(), print)


def object_that_acts_when_it_dies():
    closed = []

    def work():
        Closing(closed)

    together(work, work)


@pytest.mark.parametrize(
    "scenario",
    [weak_reference, weak_cache, finalizer, object_that_acts_when_it_dies],
    ids=lambda f: f.__name__,
)
def test_the_death_of_an_object_is_not_seen(scenario):
    verdict = explore(scenario)
    assert verdict.kind == "bounded"
    assert "when an object dies" in verdict.reason
