# says: one customer can be served
from queue import Empty
def clerk(room, serve, failed):
    while True:
        try:
            customer = room.get_nowait()
        except Empty:
            return
        if customer is None:
            return
        try:
            serve(customer)
        except Exception as error:
            failed.append((customer, error))
        finally:
            customer.close()
