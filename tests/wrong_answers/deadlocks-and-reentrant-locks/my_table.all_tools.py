# says: and only them
from contextlib import ExitStack


def eat(place, tools, meal):
    with ExitStack() as held:
        for tool in tools:
            held.enter_context(tool)
        meal()
