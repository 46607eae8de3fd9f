# says: look up together: not while holding the lock
def visit(lock, look_up, buy):
    with lock:
        look_up()
        buy()
