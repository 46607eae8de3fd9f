# says: let the pool visit
from threading import Thread
def walk(pool, visit, root):
    found = [root]
    inside = []
    t = Thread(target=lambda: inside.extend(visit(root)))
    t.start(); t.join()
    ts = []
    for f in inside:
        t = Thread(target=lambda f=f: found.extend(walk(pool, visit, f)))
        t.start()
        ts.append(t)
    for t in ts: t.join()
    return found
