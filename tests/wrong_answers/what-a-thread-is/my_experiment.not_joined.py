# says: a thread shares its caller's memory, you say False
def write(table):
    table.append("soup")


def shares_memory(kind):
    table = []
    worker = kind(target=write, args=(table,))
    worker.start()
    return table == ["soup"]
