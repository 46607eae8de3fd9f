# says: asked twice, and it is another list
def notes():
    return []
