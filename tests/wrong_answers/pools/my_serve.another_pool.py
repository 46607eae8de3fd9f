# says: let the pool cook
from concurrent.futures import as_completed, ThreadPoolExecutor

def serve_all(pool, cook, dishes, tell):
    with ThreadPoolExecutor() as pool:
        orders = {pool.submit(cook, dish): dish for dish in dishes}
        for order in as_completed(orders):
            tell(orders[order])
    return [order.result() for order in orders]
