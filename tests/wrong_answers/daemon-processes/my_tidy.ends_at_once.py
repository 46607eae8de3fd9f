# says: not cooking
import sys


def tidy_when_asked():
    sys.exit(0)
