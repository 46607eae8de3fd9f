# says: a list, not <
def serve(kitchen, cook, dishes):
    return kitchen.map(cook, dishes)
