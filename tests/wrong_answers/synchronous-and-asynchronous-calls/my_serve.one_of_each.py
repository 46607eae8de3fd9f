# says: in the order of the dishes
def serve(kitchen, cook, dishes):
    orders = {d: kitchen.submit(cook, d) for d in dishes}
    return [o.result() for o in orders.values()]
