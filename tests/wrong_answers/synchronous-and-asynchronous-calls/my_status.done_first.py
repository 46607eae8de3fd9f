# says: it had begun, and you say pending
def status(order):
    if order.cancelled():
        return "cancelled"
    if order.done():
        return "failed" if order.exception() else "done"
    return "running" if order.running() else "pending"
