# says: you cooked in the main program
def in_child(work, order):
    return work(order)
