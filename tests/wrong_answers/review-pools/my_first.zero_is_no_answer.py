# says: you wait for one who is not needed
from concurrent.futures import as_completed

def first(pool, works):
    orders = [pool.submit(work) for work in works]
    errors = []
    for order in as_completed(orders):
        try:
            if got := order.result():
                for other in orders:
                    other.cancel()
                return got
        except Exception as error:
            errors.append(error)
    raise errors[0]
