# says: one customer can be served
def clerk(room, serve, failed):
    customer = None
    try:
        while (customer := room.get()) is not None:
            serve(customer)
            customer.close()
    except Exception as error:
        failed.append((customer, error))
        customer.close()
