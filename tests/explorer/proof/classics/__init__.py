"""The corpus: small programs whose verdict is known, broken and right."""

from . import (
    buffers,
    checking,
    counting,
    initialising,
    locking,
    meeting,
    permits,
    places,
    pools,
    sharing,
    spinning,
    waiting,
)
from .case import CASES, Case

__all__ = [
    "CASES",
    "Case",
    "buffers",
    "checking",
    "counting",
    "initialising",
    "locking",
    "meeting",
    "permits",
    "places",
    "pools",
    "sharing",
    "spinning",
    "waiting",
]
