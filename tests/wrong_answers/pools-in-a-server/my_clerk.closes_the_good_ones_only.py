# says: of 3 customers, 1 are closed
def clerk(room, serve, failed):
    while (customer := room.get()) is not None:
        try:
            serve(customer)
            customer.close()
        except Exception as error:
            failed.append((customer, error))
