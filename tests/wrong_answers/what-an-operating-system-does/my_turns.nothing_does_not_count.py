# says: zero and None count, too
from itertools import zip_longest


def take_turns(programs):
    rounds = zip_longest(*programs)
    return [step for one in rounds for step in one if step]
