# says: not tidy: the stove is still on
import signal


def tidy_when_asked():
    signal.signal(signal.SIGINT, signal.default_int_handler)
