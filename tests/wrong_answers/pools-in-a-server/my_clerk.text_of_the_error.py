# says: note the error itself
def clerk(room, serve, failed):
    for customer in iter(room.get, None):
        try:
            serve(customer)
        except Exception as error:
            failed.append((customer, str(error)))
        finally:
            customer.close()
