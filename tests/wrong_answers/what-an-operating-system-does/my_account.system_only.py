# says: 0.2 s in the program, not on your account
import os


def processor_seconds(work):
    before = os.times().system
    work()
    return os.times().system - before
