# says: 0.2 s in the program, not on your account
from time import process_time


def processor_seconds(work):
    before = process_time()
    work
    return process_time() - before
