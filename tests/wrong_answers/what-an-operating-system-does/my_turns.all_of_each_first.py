# says: told in turn, and cooked so
from itertools import zip_longest


def take_turns(programs):
    ended = object()
    rounds = zip_longest(*[list(p) for p in programs], fillvalue=ended)
    return [s for one in rounds for s in one if s is not ended]
