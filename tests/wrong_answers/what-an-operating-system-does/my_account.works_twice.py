# says: call work once
from time import process_time


def processor_seconds(work):
    work()
    b = process_time()
    work()
    return process_time() - b
