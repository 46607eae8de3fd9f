# says: cannot take it
def shares_memory(kind):
    table = []

    def write():
        table.append("soup")

    worker = kind(target=write, args=())
    worker.start()
    worker.join()
    return table == ["soup"]
