# says: it says hot water
def then(order, step):
    order.add_done_callback(lambda order: step(order.result()))
    return order
