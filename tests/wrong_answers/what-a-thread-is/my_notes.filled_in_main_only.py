# says: a thread failed: its error stands above
from threading import local

own = local()
own.notes = []


def notes():
    return own.notes
