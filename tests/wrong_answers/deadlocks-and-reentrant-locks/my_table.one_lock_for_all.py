# says: a deadlock: see who waits for whom
from threading import Lock

table = Lock()


def eat(place, tools, meal):
    with table:
        with tools[place], tools[(place + 1) % len(tools)]:
            meal()
