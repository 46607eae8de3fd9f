# says: asked twice, and it is another list
from threading import local
mine = local()
def notes():
    if not getattr(mine, "list", None):
        mine.list = []
    return mine.list
