# says: the clerk is gone
def clerk(room, serve, failed):
    while (customer := room.get()) is not None:
        serve(customer)
        customer.close()
