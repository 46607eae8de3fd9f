"""One lost update or two views, in every place where data can live.

The same race again and again: what differs is how the two threads reach
the data.  A search that takes two names of one place for two places (or
does not see a place at all) calls some of these right.
"""

import collections
import dataclasses
import functools
import itertools
import threading
import types

from .case import broken, right, together

LOST = {"preemptions": 1, "within": 40}
total = 0
totals = {"all": 0}


@broken("assertion", **LOST)
def module_global():
    global total
    total = 0

    def add():
        global total
        total = total + 1

    together(add, add)
    assert total == 2


@broken("assertion", **LOST)
def item_of_a_global():
    totals["all"] = 0

    def add():
        totals["all"] += 1

    together(add, add)
    assert totals["all"] == 2


@broken("assertion", **LOST)
def closure_variable():
    count = 0

    def add():
        nonlocal count
        count += 1

    together(add, add)
    assert count == 2


@broken("assertion", **LOST)
def closure_item():
    counts = {"a": 0, "b": 0}

    def add():
        counts["a"] += 1

    together(add, add)
    assert counts["a"] == 2


@right()
def closure_items_apart():
    counts = {"a": 0, "b": 0}

    def add(key):
        counts[key] += 1

    together(lambda: add("a"), lambda: add("b"))
    assert counts == {"a": 1, "b": 1}


@broken("assertion", **LOST)
def equal_keys_of_different_types():
    """1, 1.0 and True are one key."""
    counts = {1: 0}

    def add_whole():
        counts[1] += 1

    def add_true():
        counts[True] += 1

    together(add_whole, add_true)
    assert counts[1.0] == 2


@broken("assertion", **LOST)
def negative_index():
    counts = [0, 0]

    def add_last():
        counts[-1] += 1

    def add_second():
        counts[1] += 1

    together(add_last, add_second)
    assert counts[1] == 2


@broken("assertion", **LOST)
def slice_and_item():
    counts = [0, 0, 0]

    def add_slice():
        counts[1:] = [number + 1 for number in counts[1:]]

    def add_item():
        counts[2] += 1

    together(add_slice, add_item)
    assert counts[2] == 2


@broken("assertion", **LOST)
def default_argument():
    def add(counts=[0]):  # noqa: B006
        counts[0] += 1
        return counts

    together(add, add)
    assert add()[0] == 3


class Plain:
    total = 0


@broken("assertion", **LOST)
def instance_attribute():
    box = Plain()
    box.total = 0

    def add():
        box.total += 1

    together(add, add)
    assert box.total == 2


@broken("assertion", **LOST)
def aliased_objects():
    box = Plain()
    same = {"inside": [box]}

    def add_directly():
        box.total += 1

    def add_deep():
        same["inside"][0].total += 1

    together(add_directly, add_deep)
    assert box.total == 2


@broken("assertion", **LOST)
def aliased_parameter():
    def add(first):
        first[0] += 1

    box = [0]
    other = types.SimpleNamespace(content=box)
    together(lambda: add(box), lambda: add(other.content))
    assert box == [2]


@broken("assertion", **LOST)
def object_swapped_meanwhile():
    """The increment lands in the box that has just been thrown away."""
    holder = types.SimpleNamespace(box=[0])

    def add():
        holder.box[0] += 1

    def replace():
        holder.box = list(holder.box)

    together(add, replace)
    assert holder.box == [1]


@broken("assertion", **LOST)
def class_attribute():
    Plain.total = 0

    def add():
        Plain.total += 1

    together(add, add)
    assert Plain.total == 2


@broken("assertion", **LOST)
def class_attribute_through_instance():
    Plain.total = 0

    def add():
        Plain.total = Plain().total + 1

    together(add, add)
    assert Plain.total == 2


@broken("assertion", **LOST)
def attribute_by_name():
    box = Plain()
    box.total = 0

    def add():
        box.total += 1

    def add_by_name():
        setattr(box, "total", getattr(box, "total") + 1)  # noqa: B009, B010

    together(add, add_by_name)
    assert box.total == 2


@broken("assertion", **LOST)
def attribute_in_dict():
    box = Plain()
    box.total = 0

    def add():
        box.total += 1

    def add_in_dict():
        box.__dict__["total"] += 1

    together(add, add_in_dict)
    assert box.total == 2


class Slotted:
    __slots__ = ("total",)

    def __init__(self):
        self.total = 0


@broken("assertion", **LOST)
def slot():
    box = Slotted()

    def add():
        box.total += 1

    together(add, add)
    assert box.total == 2


class Private:
    def __init__(self):
        self.__total = 0

    def add(self):
        self.__total += 1

    @property
    def total(self):
        return self.__total


@broken("assertion", **LOST)
def mangled_name():
    box = Private()
    together(box.add, box.add)
    assert box.total == 2


class WithProperty:
    def __init__(self):
        self._total = 0

    @property
    def total(self):
        return self._total

    @total.setter
    def total(self, value):
        self._total = value


@broken("assertion", **LOST)
def through_property():
    box = WithProperty()

    def add():
        box.total += 1

    together(add, add)
    assert box.total == 2


class Field:
    """A descriptor that keeps the value in the instance."""

    def __get__(self, instance, owner):
        return instance.kept

    def __set__(self, instance, value):
        instance.kept = value


class WithDescriptor:
    total = Field()

    def __init__(self):
        self.kept = 0


@broken("assertion", **LOST)
def through_descriptor():
    box = WithDescriptor()

    def add():
        box.total += 1

    together(add, add)
    assert box.total == 2


class Dynamic:
    def __init__(self):
        self.values = {}

    def __getattr__(self, name):
        return self.values[name]


@broken("assertion", **LOST)
def through_getattr():
    box = Dynamic()
    box.values["total"] = 0

    def add():
        box.values["total"] = box.total + 1

    together(add, add)
    assert box.total == 2


@dataclasses.dataclass
class Purse:
    coins: int = 0


@broken("assertion", **LOST)
def dataclass_field():
    purse = Purse()

    def add():
        purse.coins += 1

    together(add, add)
    assert purse == Purse(2)


@dataclasses.dataclass(frozen=True)
class Point:
    x: int = 0


@broken("assertion", **LOST)
def frozen_dataclass_replaced():
    place = {"at": Point()}

    def step():
        place["at"] = dataclasses.replace(place["at"], x=place["at"].x + 1)

    together(step, step)
    assert place["at"].x == 2


Pair = collections.namedtuple("Pair", "left right")


@broken("assertion", **LOST)
def namedtuple_with_list():
    pair = Pair([0], [0])

    def add():
        pair.left[0] += 1

    def add_by_index():
        pair[0][0] += 1

    together(add, add_by_index)
    assert pair.left == [2]


@broken("assertion", **LOST)
def default_dict():
    counts = collections.defaultdict(int)

    def add():
        counts["word"] += 1

    together(add, add)
    assert counts["word"] == 2


@broken("assertion", **LOST)
def counter_of_collections():
    counts = collections.Counter()

    def add():
        counts["word"] += 1

    together(add, add)
    assert counts["word"] == 2


@right()
def list_append():
    letters = []

    def add():
        letters.append("a")

    together(add, add, add)
    assert len(letters) == 3


@broken("assertion", **LOST)
def list_rebuilt():
    box = types.SimpleNamespace(letters=())

    def add():
        box.letters = (*box.letters, "a")

    together(add, add)
    assert len(box.letters) == 2


@broken("assertion", **LOST)
def compared_containers():
    """`==` looks into both lists."""
    left, right_hand, seen = [0], [0], []

    def change():
        left[0] = 1
        right_hand[0] = 1

    def compare():
        seen.append(left == right_hand)

    together(change, compare)
    assert seen == [True]


@broken("assertion", **LOST)
def formatted_value():
    """An f-string reads what it prints."""
    box = types.SimpleNamespace(first="a", second="a")
    seen = []

    def change():
        box.first = "b"
        box.second = "b"

    def show():
        seen.append(f"{box.first}{box.second}")

    together(change, show)
    assert seen[0] in ("aa", "bb")


@broken("assertion", **LOST)
def unpacked_list():
    row, seen = [0, 0], []

    def change():
        row[0] = 1
        row[1] = 1

    def read():
        first, second = row
        seen.append(first == second)

    together(change, read)
    assert seen == [True]


@broken("assertion", **LOST)
def iterated_list():
    row, seen = [0, 0], []

    def change():
        row[0] = 1
        row[1] = 1

    def read():
        seen.extend(number for number in row)

    together(change, read)
    assert seen[0] == seen[1]


@broken("assertion", **LOST)
def star_arguments():
    row, seen = [0, 0], []

    def change():
        row[0] = 1
        row[1] = 1

    def read():
        seen.append(len({*row}))

    together(change, read)
    assert seen == [1]


@broken("assertion", **LOST)
def length_and_membership():
    names, seen = set(), []

    def add():
        names.add("Ada")

    def look():
        seen.append((len(names), "Ada" in names))

    together(add, look)
    assert seen[0] in ((0, False), (1, True))


@broken("assertion", **LOST)
def dictionary_views():
    prices, seen = {"tea": 1}, []

    def change():
        prices["tea"] = 2

    def read():
        seen.append(list(prices.values()))
        seen.append(list(prices.items()))

    together(change, read)
    assert seen[0][0] == seen[1][0][1]


@broken("exception", "assertion", **LOST)
def matched_twice():
    """A `match` reads the subject's parts one after the other."""
    order = types.SimpleNamespace(state="open", by="nobody")

    def pay():
        order.state = "paid"
        order.by = "Ada"

    def read():
        match order:
            case types.SimpleNamespace(state="paid", by="nobody"):
                raise AssertionError("paid by nobody")

    together(pay, read)


@broken("assertion", **LOST)
def walrus():
    box = types.SimpleNamespace(count=0)

    def add():
        if (count := box.count) < 9:
            box.count = count + 1

    together(add, add)
    assert box.count == 2


@broken("exception", **LOST)
def deleted_item():
    prices = {"tea": 1}

    def remove():
        if "tea" in prices:
            del prices["tea"]

    together(remove, remove)


@broken("assertion", "exception", **LOST)
def shared_generator():
    """One generator cannot be resumed by two threads at once."""

    def numbers():
        number = 0
        while True:
            number += 1
            yield number

    source, got = numbers(), []

    def take():
        got.append(next(source))

    together(take, take)
    assert got == [1, 2]


@right()
def shared_count():
    """`itertools.count` steps in one piece."""
    source, got = itertools.count(), []

    def take():
        got.append(next(source))

    together(take, take)
    assert sorted(got) == [0, 1]


@broken("assertion", **LOST)
def decorated_function():
    counts = {"calls": 0}

    def counted(function):
        @functools.wraps(function)
        def wrapper():
            counts["calls"] += 1
            return function()

        return wrapper

    @counted
    def work():
        pass

    together(work, work)
    assert counts["calls"] == 2


@broken("assertion", **LOST)
def partial_function():
    counts = {"calls": 0}

    def add(key, amount):
        counts[key] += amount

    add_one = functools.partial(add, "calls", 1)
    together(add_one, add_one)
    assert counts["calls"] == 2


class Indexed:
    def __init__(self):
        self.kept = {}

    def __getitem__(self, key):
        return self.kept.get(key, 0)

    def __setitem__(self, key, value):
        self.kept[key] = value

    def __contains__(self, key):
        return key in self.kept


@broken("assertion", **LOST)
def through_getitem():
    box = Indexed()

    def add():
        box["total"] += 1

    together(add, add)
    assert box["total"] == 2


class Worker(threading.Thread):
    done = 0

    def run(self):
        Worker.done += 1


@broken("assertion", **LOST)
def thread_subclass():
    Worker.done = 0
    workers = [Worker() for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert Worker.done == 2


@right()
def thread_local():
    mine, wrong = threading.local(), []

    def work(name):
        mine.name = name
        if mine.name != name:
            wrong.append(name)

    together(lambda: work("Ada"), lambda: work("Bob"))
    assert not wrong


@broken("deadlock", preemptions=1, within=200)
def two_keys_then_semaphores():
    """Both keys are updated, both are checked, and only then they wait.

    No key is shared by a statement of two kinds: only the order in which
    the three threads pass decides who waits for a permit that never comes.
    """
    counts = {"red": 0, "blue": 0}
    permits = threading.Semaphore(2)

    def update_both():
        counts["red"] += 1
        counts["blue"] += 1
        if counts["red"] != counts["blue"]:
            permits.acquire()
        permits.acquire()
        permits.release()

    together(update_both, update_both, update_both)


@broken("deadlock", preemptions=0, within=60)
def two_keys_written_apart():
    """One writes one key, one the other, the third looks at both."""
    seen = {"door": False, "window": False}
    draught = threading.Semaphore(0)

    def open_door():
        seen["door"] = True

    def open_window():
        seen["window"] = True

    def wait_for_draught():
        if seen["window"] and not seen["door"]:
            draught.acquire()

    together(open_door, open_window, wait_for_draught)


@broken("assertion", preemptions=1, within=20)
def cache_cleared_too_soon_broken():
    """A value that was loaded before the change is stored after it."""
    price = [1]

    @functools.lru_cache
    def load():
        return price[0]

    def change():
        price[0] = 2
        load.cache_clear()

    together(load, change)
    assert load() == 2


@right()
def cache_cleared():
    price = [1]

    @functools.lru_cache
    def load():
        return price[0]

    together(load, load)
    price[0] = 2
    load.cache_clear()
    assert load() == 2
    assert load.cache_info()[:2] == (0, 1)


@broken("assertion", preemptions=0, within=20)
def small_cache_broken():
    """Who came last is still known; the other is not."""
    loaded = []

    @functools.lru_cache(maxsize=1)
    def load(key):
        loaded.append(key)
        return key

    together(lambda: load("a"), lambda: load("b"))
    load("b")
    assert len(loaded) == 2
