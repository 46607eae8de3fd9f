# says: 4 folders, you found
def walk(pool, visit, root):
    found = [root, *pool.submit(visit, root).result()]
    list(pool.map(visit, found[1:]))
    return found
