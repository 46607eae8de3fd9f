# says: not use a callback
def wait_for_all(orders):
    while not all(o.done() for o in orders):
        pass
