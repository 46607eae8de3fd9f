# says: s for 0.2 s of work
import os
from time import process_time


def processor_seconds(work):
    b = process_time(), os.times()
    work()
    e = process_time(), os.times()
    return e[0] - b[0] + e[1].user - b[1].user + e[1].system - b[1].system
