# says: CancelledError
def status(order):
    if order.running():
        return "running"
    if not order.done():
        return "pending"
    return "failed" if order.exception() else "done"
