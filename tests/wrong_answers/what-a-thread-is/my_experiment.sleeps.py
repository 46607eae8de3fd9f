# says: a thread shares its caller's memory, you say False
from time import sleep
def shares_memory(kind):
    found = []
    w = kind(target=found.append, args=(1,))
    w.start()
    sleep(1)
    return bool(found)
