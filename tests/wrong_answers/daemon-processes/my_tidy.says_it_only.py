# says: asked to end, and not ended
import signal


def tidy_when_asked():
    signal.signal(signal.SIGTERM, lambda number, frame: print("in a minute"))
