# says: lay the table yourself
def prepare(kitchen, cook, lay_table):
    orders = [kitchen.submit(cook), kitchen.submit(lay_table)]
    return tuple(order.result() for order in orders)
