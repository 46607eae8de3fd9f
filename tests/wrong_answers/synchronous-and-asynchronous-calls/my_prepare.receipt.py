# says: a pair of results, not (<
def prepare(kitchen, cook, lay_table):
    return kitchen.submit(cook), lay_table()
