# says: after many dishes, you forget
from functools import lru_cache


def remembering(ask):
    return lru_cache(ask)
