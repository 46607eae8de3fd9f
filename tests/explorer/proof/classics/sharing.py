"""Readers and writers, and other rooms with rules about who may enter."""

import threading

from .case import broken, right, together


def library_scenario(lock, readers=2, writers=1):
    """A reader must never see the two shelves differ."""
    shelves = [0, 0]

    def read():
        lock.start_reading()
        assert shelves[0] == shelves[1]
        lock.stop_reading()

    def write():
        lock.start_writing()
        shelves[0] += 1
        shelves[1] += 1
        lock.stop_writing()

    together(*[read] * readers, *[write] * writers)
    assert shelves == [writers, writers]


class ReadersFirst:
    """The first reader takes the room, the last one gives it back."""

    def __init__(self):
        self.counting, self.room = threading.Lock(), threading.Lock()
        self.readers = 0

    def start_reading(self):
        with self.counting:
            self.readers += 1
            if self.readers == 1:
                self.room.acquire()

    def stop_reading(self):
        with self.counting:
            self.readers -= 1
            if self.readers == 0:
                self.room.release()

    def start_writing(self):
        self.room.acquire()

    def stop_writing(self):
        self.room.release()


class ReadersUncounted(ReadersFirst):
    """The count of readers is not protected."""

    def start_reading(self):
        self.readers += 1
        if self.readers == 1:
            self.room.acquire()

    def stop_reading(self):
        self.readers -= 1
        if self.readers == 0:
            self.room.release()


class WritersFirst:
    """A waiting writer stops new readers."""

    def __init__(self):
        self.changed = threading.Condition()
        self.readers = self.waiting = 0
        self.writing = False

    def start_reading(self):
        with self.changed:
            while self.writing or self.waiting:
                self.changed.wait()
            self.readers += 1

    def stop_reading(self):
        with self.changed:
            self.readers -= 1
            self.changed.notify_all()

    def start_writing(self):
        with self.changed:
            self.waiting += 1
            while self.writing or self.readers:
                self.changed.wait()
            self.waiting -= 1
            self.writing = True

    def stop_writing(self):
        with self.changed:
            self.writing = False
            self.changed.notify_all()


class WritersNotCounted(WritersFirst):
    """A writer forgets to look whether somebody reads."""

    def start_writing(self):
        with self.changed:
            while self.writing:
                self.changed.wait()
            self.writing = True


class WritersNotWoken(WritersFirst):
    """The last reader leaves without a word."""

    def stop_reading(self):
        with self.changed:
            self.readers -= 1


class Fair(ReadersFirst):
    """Everybody passes a turnstile, which a writer keeps while it waits."""

    def __init__(self):
        super().__init__()
        self.turnstile = threading.Lock()

    def start_reading(self):
        with self.turnstile:
            pass
        super().start_reading()

    def start_writing(self):
        self.turnstile.acquire()
        super().start_writing()

    def stop_writing(self):
        self.turnstile.release()
        super().stop_writing()


@right()
def readers_first():
    library_scenario(ReadersFirst())


@broken("deadlock", "assertion", "exception", preemptions=1, within=50)
def readers_uncounted_broken():
    library_scenario(ReadersUncounted())


@right(within=6_000)
def writers_first():
    library_scenario(WritersFirst(), readers=1, writers=2)


@broken("assertion", preemptions=1, within=60)
def writers_not_counted_broken():
    library_scenario(WritersNotCounted(), readers=1)


@broken("deadlock", preemptions=1, within=60)
def writers_not_woken_broken():
    library_scenario(WritersNotWoken(), readers=1)


@right(within=6_000)
def readers_and_writers_fair():
    library_scenario(Fair())


class OneLaneBridge:
    """Cars of one direction at a time; the last one turns the lights."""

    def __init__(self):
        self.cleared = threading.Condition()
        self.direction, self.cars = None, 0

    def enter(self, direction):
        with self.cleared:
            while self.cars and self.direction != direction:
                self.cleared.wait()
            self.direction = direction
            self.cars += 1

    def leave(self):
        with self.cleared:
            self.cars -= 1
            if self.cars == 0:
                self.cleared.notify_all()


class BridgeWithoutLook(OneLaneBridge):
    """Looks at the bridge outside the lock."""

    def enter(self, direction):
        while self.cars and self.direction != direction:
            pass
        with self.cleared:
            self.direction = direction
            self.cars += 1


def bridge_scenario(bridge, *directions):
    on_bridge = []

    def drive(direction):
        bridge.enter(direction)
        on_bridge.append(direction)
        assert len(set(on_bridge)) == 1
        on_bridge.remove(direction)
        bridge.leave()

    together(*[lambda way=way: drive(way) for way in directions])


@right()
def one_lane_bridge():
    bridge_scenario(OneLaneBridge(), "north", "south")


@broken("assertion", preemptions=2, within=200)
def one_lane_bridge_broken():
    bridge_scenario(BridgeWithoutLook(), "north", "south")


class Bathroom:
    """Unisex, but not at the same time; three at most."""

    def __init__(self, places=3):
        self.places = threading.Semaphore(places)
        self.empty = threading.Lock()
        self.counting = {"women": threading.Lock(), "men": threading.Lock()}
        self.inside = {"women": 0, "men": 0}

    def enter(self, who):
        with self.counting[who]:
            self.inside[who] += 1
            if self.inside[who] == 1:
                self.empty.acquire()
        self.places.acquire()

    def leave(self, who):
        self.places.release()
        with self.counting[who]:
            self.inside[who] -= 1
            if self.inside[who] == 0:
                self.empty.release()


class BathroomForgetful(Bathroom):
    """The first one in does not close the room to the others."""

    def enter(self, who):
        with self.counting[who]:
            self.inside[who] += 1
        self.places.acquire()

    def leave(self, who):
        self.places.release()
        with self.counting[who]:
            self.inside[who] -= 1


def bathroom_scenario(room, *people):
    seen = []

    def visit(who):
        room.enter(who)
        seen.append(who)
        assert len(set(seen)) == 1
        seen.remove(who)
        room.leave(who)

    together(*[lambda who=who: visit(who) for who in people])


@right()
def bathroom():
    bathroom_scenario(Bathroom(), "women", "men")


@broken("assertion", preemptions=1, within=60)
def bathroom_broken():
    bathroom_scenario(BathroomForgetful(), "women", "men")


def barber_scenario(wait_for_customer):
    """Two customers, one chair to wait in, one barber."""
    lock = threading.Lock()
    customers, barber = threading.Semaphore(0), threading.Semaphore(0)
    state = {"waiting": 0}
    served, turned_away = [], []

    def visit(name):
        with lock:
            if state["waiting"] == 1:
                turned_away.append(name)
                customers.release()
                return
            state["waiting"] += 1
        customers.release()
        barber.acquire()
        served.append(name)

    def cut():
        for _ in range(2):
            wait_for_customer(customers)
            with lock:
                if state["waiting"]:
                    state["waiting"] -= 1
                    barber.release()

    together(cut, lambda: visit("Ada"), lambda: visit("Bob"))
    assert len(served) + len(turned_away) == 2


@right(within=6_000)
def sleeping_barber():
    barber_scenario(lambda customers: customers.acquire())


@broken("deadlock", preemptions=0, within=60)
def sleeping_barber_broken():
    """The barber looks once and goes home when nobody is there."""
    barber_scenario(lambda customers: customers.acquire(blocking=False))


def savages_scenario(look_again):
    """Two savages share a pot; the cook fills it when it is empty."""
    kitchen = threading.Condition()
    pot, eaten = [0], []

    def eat():
        with kitchen:
            while pot[0] == 0:
                kitchen.wait()
                if not look_again:
                    break
            pot[0] -= 1
            assert pot[0] >= 0
            eaten.append("a portion")
            kitchen.notify_all()

    def cook():
        for _ in range(2):
            with kitchen:
                while pot[0] > 0:
                    kitchen.wait()
                pot[0] += 1
                kitchen.notify_all()

    together(cook, eat, eat)
    assert len(eaten) == 2


@right(within=10_000, seconds=90.0)
def dining_savages():
    savages_scenario(look_again=True)


@broken("assertion", preemptions=0, within=200)
def dining_savages_broken():
    savages_scenario(look_again=False)


@broken("deadlock", preemptions=0, within=200)
def cigarette_smokers_broken():
    """Each takes what it can get; the only one who could smoke cannot.

    S. S. Patil, "Limits and possibilities of Dijkstra's semaphore
    primitives for coordination among processes" (1971).
    """
    tobacco, paper, match = (threading.Semaphore(0) for _ in range(3))

    def agent():
        tobacco.release()
        paper.release()

    def smoke(first, second):
        first.acquire()
        second.acquire()
        for thing in (tobacco, paper, match):
            thing.release(2)

    together(
        agent,
        lambda: smoke(tobacco, paper),
        lambda: smoke(match, tobacco),
        lambda: smoke(paper, match),
    )


@right()
def cigarette_smokers():
    """A table of what lies there, looked at as a whole."""
    table, changed, smoked = set(), threading.Condition(), []

    def agent():
        for name in ("tobacco", "paper"):
            with changed:
                table.add(name)
                changed.notify_all()

    def smoke(name, needs):
        with changed:
            changed.wait_for(lambda: needs <= table or smoked)
            if not smoked:
                table.difference_update(needs)
                smoked.append(name)
                changed.notify_all()

    together(
        agent,
        lambda: smoke("has a match", {"tobacco", "paper"}),
        lambda: smoke("has paper", {"match", "tobacco"}),
    )
    assert smoked == ["has a match"]
