# says: not visited at the same time
def walk(pool, visit, root):
    found = [root]
    for folder in found:
        found += pool.submit(visit, folder).result()
    return found
