# says: each of 3 buys once
def visit(lock, look_up, buy):
    look_up()
    if lock.acquire(block=False):
        buy()
        lock.release()
