"""Making accesses to shared data visible, by rewriting the source.

Source, not bytecode: so that a schedule has the same steps, and the same id,
under every Python.
"""

from .install import Instrumented

__all__ = ["Instrumented"]
