# says: it is failed, and you say
from concurrent.futures import CancelledError
def status(order):
    begun = order.running()
    try:
        order.result(timeout=0)
    except CancelledError:
        return "cancelled"
    except TimeoutError:
        return "running" if begun else "pending"
    except Exception:
        return "failed"
    return "done"
