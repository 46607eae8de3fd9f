# says: not all:
def close(printer, orders):
    orders.put(None)
    printer.terminate()
    printer.join()
