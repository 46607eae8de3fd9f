# says: the work must go on after the call
import sys


def tidy_when_asked():
    sys.exit(0)
