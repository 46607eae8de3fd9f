# says: mixed up, or lost
def notes():
    return []
