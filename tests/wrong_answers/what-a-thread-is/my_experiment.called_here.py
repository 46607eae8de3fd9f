# says: a process has its own memory, you say True
def write(table):
    table.append("soup")


def shares_memory(kind):
    table = []
    worker = kind(target=write(table), args=())
    worker.start()
    worker.join()
    return table == ["soup"]
