# says: mixed up, or lost
from threading import current_thread

by_name = {}


def notes():
    return by_name.setdefault(current_thread().name, [])
