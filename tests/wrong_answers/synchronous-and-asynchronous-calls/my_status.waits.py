# says: status waits, and nobody goes on
def status(order):
    try:
        order.result()
    except Exception:
        return "cancelled" if order.cancelled() else "failed"
    return "done"
