# says: burnt
def wait_for_all(orders):
    for order in orders:
        order.result()
