# says: in the order of the dishes
from concurrent.futures import as_completed


def serve(kitchen, cook, dishes):
    orders = [kitchen.submit(cook, dish) for dish in dishes]
    return [order.result() for order in as_completed(orders)]
