# says: closed before serving
def clerk(room, serve, failed):
    for customer in iter(room.get, None):
        customer.close()
        try:
            serve(customer)
        except Exception as error:
            failed.append((customer, error))
