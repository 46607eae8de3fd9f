# says: not all:
from time import sleep


def close(printer, orders):
    while not orders.empty():
        sleep(0.01)
    printer.kill()
    printer.join()
