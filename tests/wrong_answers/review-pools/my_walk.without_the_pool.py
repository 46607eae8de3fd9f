# says: let the pool visit
def walk(pool, visit, root):
    found = [root]
    for folder in found:
        found += visit(folder)
    return found
