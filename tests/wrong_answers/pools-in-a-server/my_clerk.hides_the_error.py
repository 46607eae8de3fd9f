# says: 2 failed, you note 0
def clerk(room, serve, failed):
    while (customer := room.get()) is not None:
        try:
            serve(customer)
        except Exception:
            pass
        finally:
            customer.close()
