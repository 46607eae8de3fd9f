# says: a thread shares its caller's memory, you say False
from threading import Thread
def shares_memory(kind):
    return isinstance(kind(target=print, args=()), Thread)
