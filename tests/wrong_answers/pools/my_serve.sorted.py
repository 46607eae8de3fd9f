# says: soup, tea and soup were ordered
from concurrent.futures import as_completed

def serve_all(pool, cook, dishes, tell):
    orders = {pool.submit(cook, dish): dish for dish in dishes}
    out = []
    for order in as_completed(orders):
        tell(orders[order])
        out.append(order.result())
    return sorted(out)
