# says: deadlock
def prepare(kitchen, cook, lay_table):
    table = lay_table()
    return kitchen.submit(cook).result(), table
