# says: somebody bought before that
def visit(lock, look_up, buy):
    with lock:
        buy()
    look_up()
