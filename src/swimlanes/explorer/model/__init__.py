"""Models of what the standard library offers to threads.

Each model does in one step, or in two when it has to wait, what the real
class does, and tells the run which places that step concerns.  `patches`
lists what stands in for what while a search runs.
"""

from .patches import Patched

__all__ = ["Patched"]
