# says: not tidy: the stove is still on
import atexit


def tidy_when_asked():
    atexit.register(print, "the stove is off")
