# says: everybody looks up a train before buying
def visit(lock, look_up, buy):
    with lock:
        buy()
