# says: in the order of the dishes, not [<
def serve(kitchen, cook, dishes):
    return [kitchen.submit(cook, dish) for dish in dishes]
