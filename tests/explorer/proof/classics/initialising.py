"""Made once, by whoever comes first: lazy values, caches, singletons."""

import threading

from .case import broken, right, together


class Lazy:
    def __init__(self):
        self.value = None
        self.made = 0
        self.lock = threading.Lock()

    def make(self):
        self.made += 1
        return {"answer": 42}

    def get_unlocked(self):
        if self.value is None:
            self.value = self.make()
        return self.value

    def get_double_checked(self):
        if self.value is None:
            with self.lock:
                if self.value is None:
                    self.value = self.make()
        return self.value

    def get_checked_once(self):
        """The lock comes after the only check, so both make it."""
        if self.value is None:
            with self.lock:
                self.value = self.make()
        return self.value

    def get_half_built(self):
        """The value is published before it is filled."""
        if self.value is None:
            with self.lock:
                if self.value is None:
                    self.value = {}
                    self.value["answer"] = 42
        return self.value["answer"]


@broken("assertion", preemptions=1, within=15)
def lazy_broken():
    lazy = Lazy()
    together(lazy.get_unlocked, lazy.get_unlocked)
    assert lazy.made == 1


@right()
def lazy_double_checked():
    lazy = Lazy()
    together(lazy.get_double_checked, lazy.get_double_checked)
    assert lazy.made == 1


@broken("assertion", preemptions=1, within=20)
def lazy_checked_once_broken():
    lazy = Lazy()
    together(lazy.get_checked_once, lazy.get_checked_once)
    assert lazy.made == 1


@broken("exception", preemptions=1, within=20)
def lazy_half_built_broken():
    lazy = Lazy()
    together(lazy.get_half_built, lazy.get_half_built)


class Registry:
    instance = None

    @classmethod
    def get(cls):
        if cls.instance is None:
            cls.instance = cls()
        return cls.instance


@broken("assertion", preemptions=1, within=20)
def singleton_broken():
    Registry.instance = None
    got = []

    def ask():
        got.append(Registry.get())

    together(ask, ask)
    assert got[0] is got[1]


@right()
def singleton_mended():
    Registry.instance = None
    lock = threading.Lock()
    got = []

    def ask():
        with lock:
            registry = Registry.get()
        got.append(registry)

    together(ask, ask)
    assert got[0] is got[1]


class Once:
    """Runs a function the first time only; later callers wait for it."""

    def __init__(self):
        self.lock = threading.Lock()
        self.done = False

    def run(self, function):
        with self.lock:
            if not self.done:
                function()
                self.done = True


class OnceTooEager(Once):
    """Says it is done before it is."""

    def run(self, function):
        with self.lock:
            if self.done:
                return
            self.done = True
        function()


def once_scenario(once):
    tables = []

    def use():
        once.run(lambda: tables.append("ready"))
        assert tables == ["ready"]

    together(use, use)


@right()
def once_mended():
    once_scenario(Once())


@broken("assertion", preemptions=1, within=20)
def once_broken():
    once_scenario(OnceTooEager())


@broken("assertion", preemptions=1, within=20)
def per_key_cache_broken():
    """Two keys are fine; the same key is computed twice."""
    cache, computed = {}, []

    def square(number):
        if number not in cache:
            computed.append(number)
            cache[number] = number * number

    together(lambda: square(3), lambda: square(4), lambda: square(3))
    assert sorted(computed) == [3, 4]


@right()
def per_key_cache_mended():
    cache, computed = {}, []
    lock = threading.Lock()

    def square(number):
        with lock:
            if number not in cache:
                computed.append(number)
                cache[number] = number * number

    together(lambda: square(3), lambda: square(4), lambda: square(3))
    assert sorted(computed) == [3, 4]
