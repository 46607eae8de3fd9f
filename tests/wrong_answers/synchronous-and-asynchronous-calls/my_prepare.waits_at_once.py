# says: the cook needs the table, and nobody lays it
def prepare(kitchen, cook, lay_table):
    soup = kitchen.submit(cook).result()
    return soup, lay_table()
