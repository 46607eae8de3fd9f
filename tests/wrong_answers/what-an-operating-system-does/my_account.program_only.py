# says: time in the operating system counts, too
import os


def processor_seconds(work):
    before = os.times().user
    work()
    return os.times().user - before
