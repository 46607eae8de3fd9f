# says: it is failed, and you say done
def status(order):
    if order.running():
        return "running"
    if order.cancelled():
        return "cancelled"
    return "done" if order.done() else "pending"
