"""Check-then-act: what was checked no longer holds when it is used."""

import contextlib
import threading

from .case import broken, right, together


class Account:
    def __init__(self, balance=100):
        self.balance = balance
        self.paid = 0
        self.lock = threading.RLock()

    def withdraw(self, amount=80):
        if self.balance >= amount:
            self.balance -= amount
            self.paid += amount

    def withdraw_half_locked(self, amount=80):
        if self.balance >= amount:
            with self.lock:
                self.balance -= amount
                self.paid += amount

    def withdraw_locked(self, amount=80):
        with self.lock:
            self.withdraw(amount)


@broken("assertion", preemptions=1, within=15)
def withdraw_broken():
    account = Account()
    together(account.withdraw, account.withdraw)
    assert account.balance >= 0


@broken("assertion", preemptions=1, within=15)
def withdraw_half_locked_broken():
    account = Account()
    together(account.withdraw_half_locked, account.withdraw_half_locked)
    assert account.balance >= 0


@right()
def withdraw_mended():
    account = Account()
    together(account.withdraw_locked, account.withdraw_locked)
    assert account.balance + account.paid == 100
    assert account.balance >= 0


def transfer(giver, taker, amount):
    giver.balance -= amount
    taker.balance += amount


@broken("assertion", preemptions=1, within=15)
def transfer_broken():
    savings, current = Account(), Account()
    together(
        lambda: transfer(savings, current, 10),
        lambda: transfer(current, savings, 20),
    )
    assert savings.balance + current.balance == 200


@broken("deadlock", preemptions=1, within=20)
def transfer_nested_broken():
    """Each transfer locks the giver first: two orders, one embrace."""
    savings, current = Account(), Account()

    def move(giver, taker):
        with giver.lock, taker.lock:
            transfer(giver, taker, 10)

    together(lambda: move(savings, current), lambda: move(current, savings))
    assert savings.balance + current.balance == 200


@right()
def transfer_ordered():
    accounts = [Account(), Account()]

    def move(giver, taker):
        first, second = min(giver, taker), max(giver, taker)
        with accounts[first].lock, accounts[second].lock:
            transfer(accounts[giver], accounts[taker], 10)

    together(lambda: move(0, 1), lambda: move(1, 0))
    assert accounts[0].balance == accounts[1].balance == 100


@right()
def transfer_one_lock():
    savings, current = Account(), Account()
    bank = threading.Lock()

    def move(giver, taker):
        with bank:
            transfer(giver, taker, 10)

    together(lambda: move(savings, current), lambda: move(current, savings))
    assert savings.balance + current.balance == 200


@broken("assertion", preemptions=1, within=15)
def append_once_broken():
    winners = []

    def claim():
        if not winners:
            winners.append("first")

    together(claim, claim)
    assert len(winners) == 1


@right()
def append_once_mended():
    winners = []
    lock = threading.Lock()

    def claim():
        with lock:
            if not winners:
                winners.append("first")

    together(claim, claim)
    assert len(winners) == 1


@broken("assertion", preemptions=1, within=15)
def fill_cache_broken():
    cache, loads = {}, []

    def load():
        if "page" not in cache:
            loads.append("page")
            cache["page"] = "text"

    together(load, load)
    assert len(loads) == 1


@right()
def fill_cache_mended():
    """`setdefault` looks and stores in one step."""
    cache = {}
    seen = []

    def load(text):
        seen.append(cache.setdefault("page", text))

    together(lambda: load("one"), lambda: load("two"))
    assert seen[0] == seen[1]


@broken("exception", preemptions=1, within=40)
def remove_from_set_broken():
    tickets = {"A1"}

    def sell():
        if "A1" in tickets:
            tickets.remove("A1")

    together(sell, sell)


@right()
def remove_from_set_mended():
    """`discard` does not mind what is already gone."""
    tickets = {"A1"}

    def sell():
        if "A1" in tickets:
            tickets.discard("A1")

    together(sell, sell)
    assert not tickets


@broken("exception", preemptions=1, within=40)
def pop_last_broken():
    tickets = ["A1"]

    def sell():
        if tickets:
            tickets.pop()

    together(sell, sell)


@right()
def pop_last_mended():
    tickets = ["A1"]
    sold = []

    def sell():
        with contextlib.suppress(IndexError):
            sold.append(tickets.pop())

    together(sell, sell)
    assert sold == ["A1"]


@broken("exception", preemptions=1, within=40)
def use_after_check_broken():
    """The session is there when asked, and gone when used."""

    class Connection:
        session = {"user": "Ada"}

    connection = Connection()

    def greet():
        if connection.session is not None:
            assert connection.session["user"] == "Ada"

    def log_out():
        connection.session = None

    together(greet, log_out)


@right()
def use_after_check_mended():
    """One read into a local name, which nobody else can change."""

    class Connection:
        session = {"user": "Ada"}

    connection = Connection()

    def greet():
        session = connection.session
        if session is not None:
            assert session["user"] == "Ada"

    def log_out():
        connection.session = None

    together(greet, log_out)


@broken("exception", preemptions=1, within=60)
def observers_broken():
    """An observer unsubscribes while the dictionary is walked."""
    observers = {"lamp": 1, "bell": 2}
    told = []

    def notify():
        for name in observers:
            told.append(name)

    together(notify, lambda: observers.pop("bell"))


@right()
def observers_mended():
    """The walk goes over a copy that was made in one step."""
    observers = {"lamp": 1, "bell": 2}
    told = []

    def notify():
        for name in list(observers):
            told.append(name)

    together(notify, lambda: observers.pop("bell"))
    assert told[0] == "lamp"


@broken("assertion", preemptions=1, within=60)
def observers_skipped_broken():
    """Removing an earlier observer shifts the later ones past the walk."""
    observers = ["lamp", "bell"]
    told = []

    def notify():
        for name in observers:
            told.append(name)

    together(notify, lambda: observers.remove("lamp"))
    assert "bell" in told


@broken("assertion", preemptions=1, within=60)
def rate_limiter_broken():
    """Two requests see the same last token."""
    bucket = {"tokens": 1}
    let_in = []

    def request(name):
        if bucket["tokens"] > 0:
            bucket["tokens"] -= 1
            let_in.append(name)

    together(lambda: request("Ada"), lambda: request("Bob"))
    assert len(let_in) <= 1


@right()
def rate_limiter_mended():
    bucket = {"tokens": 1}
    lock = threading.Lock()
    let_in = []

    def request(name):
        with lock:
            allowed = bucket["tokens"] > 0
            if allowed:
                bucket["tokens"] -= 1
        if allowed:
            let_in.append(name)

    together(lambda: request("Ada"), lambda: request("Bob"))
    assert len(let_in) == 1
