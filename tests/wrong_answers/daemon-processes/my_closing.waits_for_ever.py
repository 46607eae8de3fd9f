# says: still running
def close(printer, orders):
    printer.join()
