# says: the clerk is gone
def clerk(room, serve, failed):
    while (customer := room.get()) is not None:
        try:
            serve(customer)
        except OSError as error:
            failed.append((customer, error))
        finally:
            customer.close()
