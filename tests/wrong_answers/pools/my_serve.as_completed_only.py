# says: served: ['hot tea', 'hot soup', 'hot soup']
from concurrent.futures import as_completed


def serve_all(pool, cook, dishes, tell):
    orders = {pool.submit(cook, dish): dish for dish in dishes}
    served = []
    for order in as_completed(orders):
        tell(orders[order])
        served.append(order.result())
    return served
