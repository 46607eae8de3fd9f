# says: with file number 1500
from select import select


def ready_ones(connections, seconds):
    return select(connections, [], [], seconds)[0]
