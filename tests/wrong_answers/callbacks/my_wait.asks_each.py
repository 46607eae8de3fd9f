# says: not use a callback
def wait_for_all(orders):
    for order in orders:
        try:
            order.result()
        except BaseException:
            pass
