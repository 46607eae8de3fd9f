# says: is it at work?
def serve(kitchen, cook, dishes):
    orders = (kitchen.submit(cook, dish) for dish in dishes)
    return [order.result() for order in orders]
