# says: mixed up, or lost
shared = []


def notes():
    return shared
