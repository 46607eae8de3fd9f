# says: by a printer that is no daemon
def close(printer, orders):
    orders.put(None)
    if printer.daemon:
        printer.join()
