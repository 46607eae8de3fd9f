# says: note (customer, error)
def clerk(room, serve, failed):
    for customer in iter(room.get, None):
        try:
            serve(customer)
        except Exception as error:
            failed.append(error)
        finally:
            customer.close()
