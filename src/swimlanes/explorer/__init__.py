"""Explore every interleaving of a scenario's threads, fewest switches first.

`explore` searches, `replay` repeats one schedule.  Start reading at `engine`
(announce, choose, perform); the argument that nothing is missed is in
`history` and `races`.
"""

from .schedule import decode, encode
from .search import explore, outcomes, replay
from .trace import Step, Trace
from .verdict import Failure, Verdict, Wait

__all__ = [
    "Failure",
    "Step",
    "Trace",
    "Verdict",
    "Wait",
    "decode",
    "encode",
    "explore",
    "outcomes",
    "replay",
]
