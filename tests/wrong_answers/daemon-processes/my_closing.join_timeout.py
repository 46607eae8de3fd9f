# says: not all: 2 of 3
def close(printer, orders):
    orders.put(None)
    printer.join(timeout=1)
