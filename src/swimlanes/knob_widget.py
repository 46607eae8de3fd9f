"""The live form of a sweep: the same picture, connected to Python.

Imported only where a kernel runs, since it needs anywidget.  Measuring runs
in the kernel's main thread: there an interrupt reaches it, and nothing else
runs beside it that would disturb what is measured.
"""

import anywidget
import traitlets

from .sweep_page import module, style


class KnobWidget(anywidget.AnyWidget):
    """A sweep with a button that measures again on this machine."""

    _esm = module()
    _css = style()
    data = traitlets.Dict().tag(sync=True)

    def __init__(self, sweep, **options):
        super().__init__(data=sweep.data, **options)
        self._sweep = sweep
        self.on_msg(self._answer)

    def _answer(self, _widget, message, _buffers):
        if message.get("type") == "ping":
            self.send({"type": "ready"})
        elif message.get("type") == "measure":
            self.measure()

    def measure(self):
        """Measure again; on any failure the earlier data stay."""
        try:
            self._sweep.measure(self._tell)
        except KeyboardInterrupt:
            self.send({"type": "interrupted"})
        except Exception as error:  # the widget is where the reader looks
            line = str(error).partition("\n")[0]
            self.send({"type": "error", "text": line})
        else:
            self.data = self._sweep.data
            self.send({"type": "done"})

    def _tell(self, done, total):
        if done < total:
            self.send({"type": "progress", "done": done, "total": total})
