# says: customers bought together
def visit(lock, look_up, buy):
    look_up()
    buy()
