# says: a worker waits for a worker
def walk(pool, visit, root):
    def below(folder):
        found = [folder]
        orders = [pool.submit(below, inner) for inner in visit(folder)]
        for order in orders:
            found += order.result()
        return found

    return pool.submit(below, root).result()
